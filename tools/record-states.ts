/**
 * Records a training for section 2.3: `npm run record-states` keeps the networks at some steps in
 * src/data/states/, with 8-bit weights, and writes how much the estimators of the bound vary with
 * them, and with two shipped models, to record.json beside them.
 */
import {gzipSync} from "node:zlib";
import {median} from "d3";
import {decoderLayers, encoderLayers} from "../src/formats/architecture.js";
import type {PackedLayer} from "../src/formats/layers.js";
import {unpackFloat16} from "../src/formats/layers.js";
import {encodeLayers} from "../src/formats/packed-file.js";
import type {NoiseRow, TrainingStates} from "../src/formats/training-states.js";
import {estimatorNoise, locationScaleOf} from "../src/math/bound-estimates.js";
import type {DiagonalGaussian} from "../src/math/diagonal-gaussian.js";
import type {FloatLayer} from "../src/math/float-layers.js";
import {floatLayer} from "../src/math/float-layers.js";
import {drawsOf, imageTarget, numberedNormals} from "../src/math/gradients.js";
import {plainEncoding} from "../src/math/plain-encoder.js";
import {runCommand} from "../src/training/command.js";
import {architectureOf, presetPlan} from "../src/training/plan.js";
import {openRun} from "../src/training/run.js";
import {evaluate} from "../src/vae/evaluate.js";
import {decoderFiles, encoderFiles} from "../src/vae/layers-model.js";
import {quantizeLayers} from "../src/vae/quantize.js";
import type {Weights} from "../src/vae/weights.js";
import {compileKernel} from "./models/compile-kernel.js";
import {shippedEncoder, shippedModel} from "./models/shipped-model.js";
import {useWasmBackend} from "./models/wasm-backend.js";
import {currentCommit, recordPath, toDigits, writeJson, writeWhole} from "./records.js";
import {datasetSets} from "./training/sets.js";

const STEPS = [0, 100, 300, 1000, 2500];
const SHIPPED = ["mnist-2d", "mnist-tanh-20d"];
/** The first test images, as an independent program took them: other 150 differ by up to a fifth. */
const IMAGES = 150;
const DRAWS = 400;
const SEED = 0;
/** The images at which rounding the weights should change outputs least. */
const CALIBRATION_IMAGES = 1000;

await useWasmBackend();
const plan = {
  ...presetPlan("viewer", {dataset: "mnist"}),
  latentSize: 20,
  hiddenUnits: 200,
  activation: "tanh"
} as const;
const {train, test: heldOut} = await datasetSets("mnist", {});
const images = {train, heldOut};
const inputSize = heldOut.width * heldOut.height;
const architecture = architectureOf(plan, inputSize);

const pixelsOf = (i: number) => heldOut.pixels.subarray(i * inputSize, (i + 1) * inputSize);
const xOf = (i: number) => Float32Array.from(pixelsOf(i), (byte) => byte / 255);

const noise: NoiseRow[] = [];
const kernel = await WebAssembly.compile(await compileKernel("training"));
const run = await openRun({plan, images, kernel});
let taken = 0;
for (const steps of STEPS) {
  for (; taken < steps; ++taken) {
    if ((await run.next()) === "diverged") throw new Error("the run has diverged");
  }
  const {training} = run.state();
  const {encoder, decoder} = roundedNetworks(training.weights);
  for (const [name, layers] of Object.entries({encoder, decoder})) {
    const packed = gzipSync(encodeLayers(layers), {level: 9});
    await writeWhole(recordPath(`states/${name}-${steps}.bin`), packed);
  }
  const {elbo} = evaluate(training.weights, heldOut, architecture, {seed: SEED});
  const layers = encoder.map(floatLayer);
  const q = (i: number) => plainEncoding(layers, xOf(i));
  noise.push({state: String(steps), elbo, ...measure(decoder.map(floatLayer), q)});
  report(noise.at(-1)!);
}
for (const id of SHIPPED) {
  const {manifest, layers} = await shippedModel(id, {engine: "plain"});
  const encode = await shippedEncoder(id);
  const measured = measure(layers.map(floatLayer), (i) => encode(pixelsOf(i)));
  noise.push({state: id, elbo: manifest.results.elbo, ...measured});
  report(noise.at(-1)!);
}

const record: TrainingStates = {
  command: "npm run record-states",
  commit: currentCommit(),
  plan: runCommand(plan, {steps: STEPS.at(-1)!}),
  latentSize: plan.latentSize,
  hiddenUnits: plan.hiddenUnits,
  batchSize: plan.batchSize,
  steps: STEPS,
  measured: {images: IMAGES, draws: DRAWS},
  noise
};
await writeJson(recordPath("states/record.json"), record, toDigits(4));

/** Returns both networks with 8-bit weights. */
function roundedNetworks(weights: Weights): {encoder: PackedLayer[]; decoder: PackedLayer[]} {
  const whole = unpackFloat16(
    encoderLayers(architecture),
    encoderFiles(weights, architecture).weights.buffer
  );
  const x = Float32Array.from(
    heldOut.pixels.subarray(0, CALIBRATION_IMAGES * inputSize),
    (byte) => byte / 255
  );
  // The last two layers, μ and log σ², are small, and stay what they are.
  const encoder = [...quantizeLayers(whole.slice(0, -2), x, {exact: 0}), ...whole.slice(-2)];
  const layers = encoder.map(floatLayer);
  const means = Array.from({length: CALIBRATION_IMAGES}, (_, i) => {
    return plainEncoding(layers, x.subarray(i * inputSize, (i + 1) * inputSize)).mu;
  });
  const decoder = unpackFloat16(
    decoderLayers(architecture),
    decoderFiles(weights, architecture).weights.buffer
  );
  return {encoder, decoder: quantizeLayers(decoder, Float32Array.from(means.flat()))};
}

/** Returns how much the estimators vary over the first test images; each has noise of its own. */
function measure(
  decoder: readonly FloatLayer[],
  q: (image: number) => DiagonalGaussian
): Omit<NoiseRow, "state" | "elbo"> {
  const all = Array.from({length: IMAGES}, (_, i) => {
    const of = q(i);
    const numbers = {start: 0, count: DRAWS, latentSize: of.mu.length};
    const epsilon = numberedNormals(i, numbers);
    return estimatorNoise(drawsOf(imageTarget(decoder, xOf(i)), locationScaleOf(of), epsilon));
  });
  const ratios = (of: "mu" | "logSigma") => ({
    A: median(all, ({A, B}) => A[of] / B[of])!,
    path: median(all, ({path: derivative, B}) => derivative[of] / B[of])!
  });
  return {
    value: {A: median(all, ({A}) => A.value)!, B: median(all, ({B}) => B.value)!},
    quieterA: all.filter(({A, B}) => A.value < B.value).length / all.length,
    mu: ratios("mu"),
    logSigma: ratios("logSigma")
  };
}

function report({state, elbo, value, quieterA, mu, logSigma}: NoiseRow): void {
  console.error(
    `${state}: bound ${elbo.toFixed(1)}, Var A ${value.A.toFixed(2)}, Var B ${value.B.toFixed(2)}, ` +
      `A quieter on ${Math.round(100 * quieterA)} %; gradient A/B by mu ${mu.A.toFixed(3)}, ` +
      `by log sigma ${logSigma.A.toFixed(3)}; path/B ${mu.path.toFixed(3)}, ${logSigma.path.toFixed(3)}`
  );
}
