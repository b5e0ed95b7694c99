/**
 * Writes gradients of single draws for the figure of section 3 on M and L: at two states of the
 * training of section 2.3, of images that a shipped decoder makes of recorded codes, which a build
 * without the data sets has as well.
 */
import {recordedState} from "../../../tools/models/recorded-state.js";
import {recordedDecodings, shippedModel} from "../../../tools/models/shipped-model.js";
import type {RecordedPools} from "../../figures/budget/model.js";
import {toBase64, toFloat16} from "../../formats/bytes.js";
import {boundGradients, locationScaleOf} from "../../math/bound-estimates.js";
import type {FloatLayer} from "../../math/float-layers.js";
import {drawsOf, imageTarget, numberedNormals} from "../../math/gradients.js";
import type {GradientPool} from "../../math/minibatch-gradients.js";
import {varianceParts} from "../../math/minibatch-gradients.js";
import {plainEncoding} from "../../math/plain-encoder.js";

const STEPS = [100, 2500];
const IMAGES = 120;
const DRAWS = 16;
const SEED = 1;

const model = await shippedModel("mnist-2d", {engine: "plain"});
const images = Array.from({length: IMAGES}, (_, i) =>
  Float32Array.from(recordedDecodings(model, [i]), (byte) => byte / 255)
);
const states: RecordedPools["states"] = [];
let latentSize = 0;
for (const steps of STEPS) {
  const [encoder, decoder] = await Promise.all([
    recordedState("encoder", steps),
    recordedState("decoder", steps)
  ]);
  latentSize = decoder[0].inputs;
  const whole = poolOf(encoder, decoder);
  const byLatent = Array.from({length: latentSize}, (_, j) => {
    const {images: ofImages, noise} = varianceParts(columnsOf(whole, [j]));
    return {latent: j, variance: ofImages + noise};
  });
  const [first, second] = byLatent.toSorted((a, b) => b.variance - a.variance);
  const latents = [first.latent, second.latent] as const;
  const gradients = toBase64(toFloat16(columnsOf(whole, latents).values));
  states.push({steps, latents, gradients, all: varianceParts(whole)});
}
const written: RecordedPools = {images: IMAGES, draws: DRAWS, seed: SEED, latentSize, states};
process.stdout.write(JSON.stringify(written));

/** Returns the gradients of (7) with respect to every μ, then to every log σ. */
function poolOf(encoder: readonly FloatLayer[], decoder: readonly FloatLayer[]): GradientPool {
  const size = 2 * decoder[0].inputs;
  const values = new Float64Array(IMAGES * DRAWS * size);
  images.forEach((x, i) => {
    const q = locationScaleOf(plainEncoding(encoder, x));
    const numbers = {start: i * DRAWS, count: DRAWS, latentSize: q.mu.length};
    const draws = drawsOf(imageTarget(decoder, x), q, numberedNormals(SEED, numbers));
    for (let j = 0; j < size; ++j) {
      const [of, latent] =
        j < q.mu.length ? (["mu", j] as const) : (["logSigma", j - q.mu.length] as const);
      boundGradients(draws, "B", {of, latent}).forEach((gradient, l) => {
        values[(i * DRAWS + l) * size + j] = gradient;
      });
    }
  });
  return {images: IMAGES, draws: DRAWS, size, values};
}

/** Returns some of the numbers of each gradient. */
function columnsOf({images: count, draws, size, values}: GradientPool, columns: readonly number[]) {
  const rows = Array.from({length: count * draws}, (_, i) =>
    columns.map((j) => values[i * size + j])
  );
  return {images: count, draws, size: columns.length, values: rows.flat()};
}
