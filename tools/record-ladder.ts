/**
 * Measures the importance-weighted bounds of a model over a sample of test images, beside the exact
 * log p(x): `npm run record-ladder -- --model mnist-2d` writes src/data/ladder/mnist-2d.json. The
 * sample is that of `npm run hard-cases`.
 */
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {median} from "d3";
import {format, resolveConfig} from "prettier";
import {fromFloat16} from "../src/formats/bytes.js";
import type {SampleSummary} from "../src/formats/hard-case.js";
import {kernelValues} from "../src/formats/layers.js";
import type {LadderQ, LadderRecord, RungSummary} from "../src/formats/ladder.js";
import {imagePosteriors} from "../src/math/image-posterior.js";
import type {Rung} from "../src/math/importance-ladder.js";
import {ladderRun, ladderRungs, RUN_DRAWS, rungCounts} from "../src/math/importance-ladder.js";
import {imageLikelihoods} from "../src/math/likelihood.js";
import {sampleMoments} from "../src/math/moments.js";
import type {LogLikelihood} from "../src/math/posterior.js";
import {permutation, randomSource, standardNormals} from "../src/math/random.js";
import {loadDataset} from "./data/dataset.js";
import {shippedEncoder, shippedModel} from "./models/shipped-model.js";
import {projectFolder} from "./project.js";

const IMAGES = 250;
const RUNS = 4;
const SEED = 0;
/** The random streams of the sample, which is that of tools/hard-cases.ts, and of the draws. */
const [SAMPLE_STREAM, DRAW_STREAM] = [9, 31];
/** A gap is wide from here on, in nats. */
const WIDE = 1;

const {values} = parseArgs({options: {model: {type: "string"}}});
const id = values.model ?? "mnist-2d";
const {manifest, network, layers} = await shippedModel(id);
if (manifest.latentSize !== 2) throw new Error(`invalid --model: ${id}, expected two latents`);
const test = await loadDataset(manifest.dataset, {split: "test"});
const encode = await shippedEncoder(id);
const layer = layers[layers.length - 1];
const last = {weights: kernelValues(layer), bias: fromFloat16(layer.bias)};
const open = imagePosteriors(network, last);

/** What was measured of one image. */
type Measured = Record<LadderQ, Rung[]> & {logEvidence: number};

const order = permutation(randomSource(SEED, SAMPLE_STREAM), test.count).subarray(0, IMAGES);
const all = Array.from(order, (index, i) => {
  if (i % 25 === 0) console.error(`${id}: ${i} of ${IMAGES} images measured`);
  return measure(test.images.subarray(784 * index, 784 * index + 784), i);
});
const record: LadderRecord = {
  model: id,
  command: `npm run record-ladder -- --model ${id}`,
  images: IMAGES,
  seed: SEED,
  draws: RUNS * RUN_DRAWS,
  rungs: {encoder: summaries("encoder"), best: summaries("best")}
};
const folder = join(projectFolder, "src", "data", "ladder");
await mkdir(folder, {recursive: true});
const path = join(folder, `${id}.json`);
const options = {...(await resolveConfig(path)), parser: "json"};
await writeFile(path, await format(JSON.stringify(record, rounded), options));

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
      gap: summaryOf(gaps),
      wide: {share: wide.length / IMAGES, part: sum(wide) / sum(gaps)},
      excess: summaryOf(excesses),
      above: excesses.filter((excess) => excess > 0).length / IMAGES,
      size: summaryOf(all.map(({[q]: rungs}) => rungs[k].size))
    };
  });
}

function summaryOf(numbers: number[]): SampleSummary {
  const {mean, variance} = sampleMoments(numbers);
  return {mean, standardError: Math.sqrt(variance / numbers.length), median: median(numbers)!};
}

/** Rounds what JSON.stringify writes to four decimals: there are no more that mean something. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;
}
