/**
 * Measures how noisy the gradients of the bound are by (6), by (7) and by the path derivative, while q
 * goes from the encoder's to the best diagonal one, over a sample of test images:
 * `npm run record-landing -- --model mnist-2d` writes src/data/landing/mnist-2d.json.
 */
import {quantile} from "d3";
import type {LandingOf, LandingRecord, LandingStep} from "../src/formats/landing.js";
import type {BoundEstimator, EstimatorNoise} from "../src/math/bound-estimates.js";
import {estimatorNoise, locationScaleOf, qBetween} from "../src/math/bound-estimates.js";
import {floatLayer} from "../src/math/float-layers.js";
import {drawsOf, imageTarget, numberedNormals} from "../src/math/gradients.js";
import {imagePosteriors} from "../src/math/image-posterior.js";
import {planeModel, sampledPlaces} from "./models/plane-model.js";
import {recordPath, toDigits, writeJson} from "./records.js";

const IMAGES = 100;
const DRAWS = 300;
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 1];
const SEED = 0;

const {id, network, layers, last, test, encode, testImage} = await planeModel();
const open = imagePosteriors(network, last);
const decoder = layers.map(floatLayer);

type Noise = Record<BoundEstimator, EstimatorNoise>;

const all = sampledPlaces(test, {seed: SEED, images: IMAGES}).map((place, i) => {
  if (i % 10 === 0) console.error(`${id}: ${i} of ${IMAGES} images measured`);
  return measure(testImage(place), i);
});
const record: LandingRecord = {
  model: id,
  command: `npm run record-landing -- --model ${id}`,
  images: IMAGES,
  seed: SEED,
  draws: DRAWS,
  steps: SHARES.map((share, step) =>
    stepOf(
      share,
      all.map((noises) => noises[step])
    )
  )
};
await writeJson(recordPath(`landing/${id}.json`), record, toDigits(4));

/** Returns the noise of each estimator at each share of the way; all q have the same draws of ε. */
function measure(pixels: Uint8Array, image: number): Noise[] {
  const x = Float32Array.from(pixels, (byte) => byte / 255);
  const from = encode(pixels);
  const best = [...open(x).best("diagonal", from)].at(-1)!.q;
  const epsilon = numberedNormals(SEED, {start: image * DRAWS, count: DRAWS, latentSize: 2});
  const [start, end] = [locationScaleOf(from), locationScaleOf(best)];
  return SHARES.map((share) =>
    estimatorNoise(drawsOf(imageTarget(decoder, x), qBetween(start, end, share), epsilon))
  );
}

function stepOf(share: number, noises: readonly Noise[]): LandingStep {
  const both = <Value>(of: (which: LandingOf) => Value) => ({
    mu: of("mu"),
    logSigma: of("logSigma")
  });
  const ratios = both((which) => noises.map(({path, B}) => path[which] / B[which]));
  const medianOf = (which: LandingOf, estimator: BoundEstimator) =>
    quantile(noises, 0.5, (noise) => noise[estimator][which])!;
  return {
    share,
    variance: both((which) => ({
      A: medianOf(which, "A"),
      B: medianOf(which, "B"),
      path: medianOf(which, "path")
    })),
    ratio: both((which) => {
      const [low, median, high] = [0.25, 0.5, 0.75].map((p) => quantile(ratios[which], p)!);
      return {low, median, high};
    }),
    noisier: both((which) => ratios[which].filter((ratio) => ratio > 1).length / IMAGES)
  };
}
