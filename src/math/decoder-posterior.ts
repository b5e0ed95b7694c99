import {backwardLayer, forwardLayer, type FloatLayer} from "./float-layers.js";
import type {ChainTarget} from "./hmc.js";

const LOG_2_PI = Math.log(2 * Math.PI);

/** A decoder on plain numbers: hidden layers, and what the last of them says of the pixels. */
export interface PlainDecoder {
  hidden: readonly FloatLayer[];
  /**
   * The logits of Bernoulli pixels (appendix C.1), or mean and log σ² of Gaussian ones (C.2), of
   * which the mean may be taken through a sigmoid, as for Frey Face.
   */
  output:
    | {logits: FloatLayer}
    | {mu: FloatLayer; logVar: FloatLayer; /** Defaults to false. */ sigmoidMean?: boolean};
}

/**
 * Returns the posterior p(z|x) of each image as a target of chains: log p(x|z) + log p(z), which is
 * log p(x, z), so that its missing constant is log p(x); the gradient is the sum of
 * ∇ log p(x|z) and ∇ log p(z) = −z (appendices D and E).
 *
 * @param x one image a chain, row-major [chains, pixels]
 */
export function decoderPosterior(decoder: PlainDecoder, x: ArrayLike<number>): ChainTarget {
  const {hidden, output} = decoder;
  const last = "logits" in output ? output.logits : output.mu;
  const dimensions = (hidden[0] ?? last).inputs;
  const pixels = last.units;

  return (z, gradient) =>
    Float64Array.from({length: z.length / dimensions}, (_, chain) => {
      const point = z.slice(chain * dimensions, (chain + 1) * dimensions);
      const activations = [point];
      for (const layer of hidden) activations.push(forwardLayer(layer, activations.at(-1)!));
      const image = (i: number) => x[chain * pixels + i];
      const top = outputTerms(output, activations.at(-1)!, image);
      let slope = top.slope;
      for (let k = hidden.length - 1; k >= 0; --k) {
        slope = backwardLayer(hidden[k], activations[k + 1], slope);
      }
      let logDensity = top.logLikelihood;
      for (let j = 0; j < dimensions; ++j) {
        logDensity -= (point[j] ** 2 + LOG_2_PI) / 2;
        gradient[chain * dimensions + j] = slope[j] - point[j];
      }
      return logDensity;
    });
}

/** Returns log p(x|z) and its derivative by what the output layer reads. */
function outputTerms(
  output: PlainDecoder["output"],
  h: Float64Array,
  image: (pixel: number) => number
): {logLikelihood: number; slope: Float64Array} {
  let logLikelihood = 0;
  if ("logits" in output) {
    const logits = forwardLayer(output.logits, h);
    const byLogit = logits.map((a, i) => {
      logLikelihood += image(i) * a - Math.max(a, 0) - Math.log1p(Math.exp(-Math.abs(a)));
      return image(i) - sigmoid(a);
    });
    return {logLikelihood, slope: backwardLayer(output.logits, logits, byLogit)};
  }
  const {mu: muLayer, logVar: logVarLayer, sigmoidMean = false} = output;
  const [sums, logVar] = [forwardLayer(muLayer, h), forwardLayer(logVarLayer, h)];
  const [byMu, byLogVar] = [new Float64Array(sums.length), new Float64Array(sums.length)];
  for (let i = 0; i < sums.length; ++i) {
    const mu = sigmoidMean ? sigmoid(sums[i]) : sums[i];
    const [distance, precision] = [image(i) - mu, Math.exp(-logVar[i])];
    const square = distance * distance * precision;
    logLikelihood -= (LOG_2_PI + logVar[i] + square) / 2;
    byMu[i] = distance * precision * (sigmoidMean ? mu * (1 - mu) : 1);
    byLogVar[i] = (square - 1) / 2;
  }
  const slope = backwardLayer(muLayer, sums, byMu);
  for (const [k, more] of backwardLayer(logVarLayer, logVar, byLogVar).entries()) slope[k] += more;
  return {logLikelihood, slope};
}

function sigmoid(a: number): number {
  return 1 / (1 + Math.exp(-a));
}
