/**
 * Finds the images that section 2.2 starts from, and measures the encoder’s gap over a sample:
 * `npm run hard-cases -- --model mnist-2d` writes src/data/hard-cases/mnist-2d.json, which holds
 * places in the test set and numbers, and no pixels.
 */
import type {HardCase, HardCases} from "../src/formats/hard-case.js";
import {compileKernel} from "./models/compile-kernel.js";
import {greatest, kinds} from "./hard-cases/choose.js";
import type {CodedImages} from "./hard-cases/images.js";
import {measurer} from "./hard-cases/measure.js";
import {screen} from "./hard-cases/screen.js";
import {planeModel, sampledPlaces, sampleSummary} from "./models/plane-model.js";
import {recordedDecodings} from "./models/shipped-model.js";
import {recordPath, toDecimals, writeJson} from "./records.js";

const SAMPLE = 250;
const CANDIDATES = 10;
const EACH = 2;
const SEED = 0;

const model = await planeModel();
const {id, network, last, test, encode} = model;
const kernel = await WebAssembly.compile(await compileKernel("decoding"));
const measure = measurer(network, last);

const testImages = coded(model.testImage);
const decodings = coded((index) => recordedDecodings(model, [index]));

const report: HardCases = {
  model: id,
  command: `npm run hard-cases -- --model ${id}`,
  gaps: measureSample(),
  testImages: await findCases(testImages),
  decodings: await findCases(decodings)
};
await writeJson(recordPath(`hard-cases/${id}.json`), report, toDecimals(4));

/** Returns images, one for each place in the test set, each with the q that the encoder has for it. */
function coded(pixels: (index: number) => Uint8Array | Uint8ClampedArray): CodedImages {
  return {
    count: test.count,
    x: (i) => Float32Array.from(pixels(i), (byte) => byte / 255),
    q: (i) => encode(pixels(i))
  };
}

function measureSample(): HardCases["gaps"] {
  const all = sampledPlaces(test, {seed: SEED, images: SAMPLE}).map((i, done) => {
    if (done % 50 === 0) console.error(`${id}: ${done} of ${SAMPLE} images measured`);
    return measure(testImages.x(i), testImages.q(i));
  });
  return {
    images: SAMPLE,
    seed: SEED,
    gap: sampleSummary(all.map(({gap}) => gap)),
    amortization: sampleSummary(all.map(({gap, familyGap}) => gap - familyGap)),
    family: sampleSummary(all.map(({familyGap}) => familyGap)),
    full: sampleSummary(all.map(({fullGap}) => fullGap))
  };
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
