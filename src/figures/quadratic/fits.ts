import type {QuadraticDecoder} from "../../math/quadratic-decoder.js";
import {
  bestGaussian,
  fitQuadratic,
  meanQuadraticElbo,
  meanQuadraticEvidence,
  momentGaussian,
  quadraticData
} from "../../math/quadratic-decoder.js";

/** Where the observations come from: a decoder of the same family. */
const truth: QuadraticDecoder = {a: 1, b: 0, s: 0.3};

/** What is averaged over: all that the truth makes, but one draw in 10⁵. */
export const data = quadraticData(truth, [-1.8, 22], 0.1);

/** A way to fit the decoder. */
export type FitName = "likelihood" | "bound" | "wakeSleep";

/** What is said of a decoder: means over the observations, in nats. */
export interface QuadraticFacts {
  decoder: QuadraticDecoder;
  evidence: number;
  /** The bound with the best Gaussian for each x. */
  bestElbo: number;
  /** The bound with the Gaussian that has the posterior’s moments. */
  momentElbo: number;
}

/** Returns what there is to say of a decoder. */
export function quadraticFacts(decoder: QuadraticDecoder): QuadraticFacts {
  return {
    decoder,
    evidence: meanQuadraticEvidence(decoder, data),
    bestElbo: meanQuadraticElbo(decoder, data, bestGaussian),
    momentElbo: meanQuadraticElbo(decoder, data, momentGaussian)
  };
}

/**
 * Returns the decoders that the three ways end at. No likelihood is higher than that of the truth;
 * the two others begin there.
 */
export function quadraticFits(): Record<FitName, QuadraticFacts> {
  return {
    likelihood: quadraticFacts(truth),
    bound: quadraticFacts(fitQuadratic(truth, data, bestGaussian)),
    wakeSleep: quadraticFacts(fitQuadratic(truth, data, momentGaussian))
  };
}
