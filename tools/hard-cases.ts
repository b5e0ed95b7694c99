/**
 * Finds the images that section 2.2 starts from, and measures the encoder’s gap over a sample:
 * `npm run hard-cases -- --model mnist-2d` writes src/data/hard-cases/mnist-2d.json, which holds
 * places in the test set and numbers, and no pixels.
 */
import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {parseArgs} from "node:util";
import {median} from "d3";
import {fromFloat16} from "../src/formats/bytes.js";
import type {HardCase, HardCases, SampleSummary} from "../src/formats/hard-case.js";
import {kernelValues} from "../src/formats/layers.js";
import {latticeOver} from "../src/math/lattice.js";
import {latticeBasis} from "../src/math/likelihood.js";
import {sampleMoments} from "../src/math/moments.js";
import {permutation, randomSource} from "../src/math/random.js";
import {compileKernel} from "./models/compile-kernel.js";
import {loadDataset} from "./data/dataset.js";
import {greatest, kinds} from "./hard-cases/choose.js";
import type {CodedImages} from "./hard-cases/images.js";
import {measurer} from "./hard-cases/measure.js";
import {screen} from "./hard-cases/screen.js";
import {projectFolder} from "./project.js";
import {recordedDecodings, shippedEncoder, shippedModel} from "./models/shipped-model.js";

const SAMPLE = 250;
const CANDIDATES = 10;
const EACH = 2;
const SEED = 0;
/** Marks the random stream of this tool. */
const SAMPLE_STREAM = 9;

const {values} = parseArgs({options: {model: {type: "string"}}});
const id = values.model ?? "mnist-2d";
const model = await shippedModel(id);
const {manifest, network, layers} = model;
if (manifest.latentSize !== 2) throw new Error(`invalid --model: ${id}, expected two latents`);
const test = await loadDataset(manifest.dataset, {split: "test"});
const kernel = await WebAssembly.compile(await compileKernel("decoding"));
const lastLayer = layers[layers.length - 1];
const last = {weights: kernelValues(lastLayer), bias: fromFloat16(lastLayer.bias)};
const plane = latticeOver([-4.6, 4.6, -4.6, 4.6], 128);
const measure = measurer(network, last, latticeBasis(network, plane, last));

const encode = await shippedEncoder(id);
const testImages = coded((index) => test.images.subarray(784 * index, 784 * index + 784));
const decodings = coded((index) => recordedDecodings(model, [index]));

const report: HardCases = {
  model: id,
  command: `npm run hard-cases -- --model ${id}`,
  gaps: measureSample(),
  testImages: await findCases(testImages),
  decodings: await findCases(decodings)
};
const path = join(projectFolder, "src", "data", "hard-cases", `${id}.json`);
await mkdir(dirname(path), {recursive: true});
await writeFile(path, `${JSON.stringify(report, round, 2)}\n`);

/** Returns images, one for each place in the test set, each with the q that the encoder has for it. */
function coded(pixels: (index: number) => Uint8Array | Uint8ClampedArray): CodedImages {
  return {
    count: test.count,
    x: (i) => Float32Array.from(pixels(i), (byte) => byte / 255),
    q: (i) => encode(pixels(i))
  };
}

function measureSample(): HardCases["gaps"] {
  const order = permutation(randomSource(SEED, SAMPLE_STREAM), test.count);
  const all = Array.from(order.subarray(0, SAMPLE)).map((i, done) => {
    if (done % 50 === 0) console.error(`${id}: ${done} of ${SAMPLE} images measured`);
    return measure(testImages.x(i), testImages.q(i));
  });
  return {
    images: SAMPLE,
    seed: SEED,
    gap: summaryOf(all.map(({gap}) => gap)),
    amortization: summaryOf(all.map(({gap, familyGap}) => gap - familyGap)),
    family: summaryOf(all.map(({familyGap}) => familyGap))
  };
}

function summaryOf(numbers: number[]): SampleSummary {
  const {mean, variance} = sampleMoments(numbers);
  return {mean, standardError: Math.sqrt(variance / numbers.length), median: median(numbers)!};
}

async function findCases(images: CodedImages): Promise<HardCase[]> {
  console.error(`${id}: looking at ${images.count} images`);
  const screening = await screen(network, last, images, kernel);
  return kinds.flatMap(({name, promise, measure: amount}) => {
    const candidates = greatest(images.count, CANDIDATES, (i) => promise(screening, i));
    const measured = candidates.map((i) => measure(images.x(i), images.q(i)));
    return greatest(candidates.length, EACH, (k) => amount(measured[k])).map((k): HardCase => {
      const {logEvidence, gap, familyGap, correlation, secondMode} = measured[k];
      return {
        kind: name,
        index: candidates[k],
        logEvidence,
        gap,
        familyGap,
        correlation,
        secondMode
      };
    });
  });
}

/** Rounds what JSON.stringify writes to four decimals: there are no more that mean something. */
function round(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;
}
