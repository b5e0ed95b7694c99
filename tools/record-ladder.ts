/**
 * Measures the importance-weighted bounds of a model over a sample of test images, beside the exact
 * log p(x): `npm run record-ladder -- --model mnist-2d` writes src/data/ladder/mnist-2d.json. The
 * sample is that of `npm run hard-cases`.
 */
import type {LadderQ, LadderRecord, RungSummary} from "../src/formats/ladder.js";
import {imagePosteriors} from "../src/math/image-posterior.js";
import type {Rung} from "../src/math/importance-ladder.js";
import {ladderRun, ladderRungs, RUN_DRAWS, rungCounts} from "../src/math/importance-ladder.js";
import {imageLikelihoods} from "../src/math/likelihood.js";
import type {LogLikelihood} from "../src/math/posterior.js";
import {randomSource, standardNormals} from "../src/math/random.js";
import {planeModel, sampledPlaces, sampleSummary} from "./models/plane-model.js";
import {recordPath, toDecimals, writeJson} from "./records.js";

const IMAGES = 250;
const RUNS = 4;
const SEED = 0;
/** Marks the random streams of the draws. */
const DRAW_STREAM = 31;
/** A gap is wide from here on, in nats. */
const WIDE = 1;

const {id, network, last, test, encode, testImage} = await planeModel();
const open = imagePosteriors(network, last);

/** What was measured of one image. */
type Measured = Record<LadderQ, Rung[]> & {logEvidence: number};

const all = sampledPlaces(test, {seed: SEED, images: IMAGES}).map((place, i) => {
  if (i % 25 === 0) console.error(`${id}: ${i} of ${IMAGES} images measured`);
  return measure(testImage(place), i);
});
const record: LadderRecord = {
  model: id,
  command: `npm run record-ladder -- --model ${id}`,
  images: IMAGES,
  seed: SEED,
  draws: RUNS * RUN_DRAWS,
  rungs: {encoder: summaries("encoder"), best: summaries("best")}
};
await writeJson(recordPath(`ladder/${id}.json`), record, toDecimals(4));

function measure(pixels: Uint8Array, image: number): Measured {
  const x = Float32Array.from(pixels, (byte) => byte / 255);
  const logLikelihood: LogLikelihood = (z) => imageLikelihoods(x, network.logits(z, z.length / 2));
  const posterior = open(x);
  const encoder = encode(pixels);
  const best = [...posterior.best("diagonal", encoder)].at(-1)!.q;
  // The same noise for both q: they differ by q alone.
  const noise = Array.from({length: RUNS}, (_, run) => {
    const source = randomSource(SEED, DRAW_STREAM, image, run);
    return Float64Array.from(standardNormals(source, 2 * RUN_DRAWS));
  });
  const rungsOf = (q: typeof encoder) =>
    ladderRungs(
      noise.map((epsilon) => ladderRun(logLikelihood, q, epsilon)),
      q
    );
  const {logEvidence} = posterior.posterior();
  return {logEvidence, encoder: rungsOf(encoder), best: rungsOf(best)};
}

function summaries(q: LadderQ): RungSummary[] {
  return rungCounts.map((draws, k) => {
    const gaps = all.map(({logEvidence, [q]: rungs}) => logEvidence - rungs[k].bound);
    const excesses = all.map(({logEvidence, [q]: rungs}) => rungs[k].outside - logEvidence);
    const wide = gaps.filter((gap) => gap > WIDE);
    const sum = (of: readonly number[]) => of.reduce((total, value) => total + value, 0);
    return {
      draws,
      gap: sampleSummary(gaps),
      wide: {share: wide.length / IMAGES, part: sum(wide) / sum(gaps)},
      excess: sampleSummary(excesses),
      above: excesses.filter((excess) => excess > 0).length / IMAGES,
      size: sampleSummary(all.map(({[q]: rungs}) => rungs[k].size))
    };
  });
}
