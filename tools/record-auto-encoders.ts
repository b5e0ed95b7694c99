/**
 * Records the models of section 4’s last figure: `npm run record-auto-encoders` trains a VAE and a
 * plain auto-encoder on MNIST, from the same weights and on the same minibatches, and writes their
 * decoders and the codes of test images to src/data/auto-encoders/mnist.json. No image is written.
 */
import {parseArgs} from "node:util";
import {gzipSync} from "fflate";
import {decoderLayers} from "../src/formats/architecture.js";
import {joinBytes, toBase64, toFloat16} from "../src/formats/bytes.js";
import type {Images} from "../src/formats/images.js";
import {fullInk} from "../src/formats/images.js";
import {unpackFloat16} from "../src/formats/layers.js";
import {encodeLayers} from "../src/formats/packed-file.js";
import type {RunPlan} from "../src/training/plan.js";
import type {
  AutoEncoderKind,
  RecordedAutoEncoder,
  RecordedAutoEncoders
} from "../src/training/recorded-auto-encoders.js";
import {openKernelTrainer, startingState, trainerPlanOf} from "../src/training/trainer-plan.js";
import {minibatches, stepsPerEpoch} from "../src/vae/minibatch.js";
import {quantizeLayers} from "../src/vae/quantize.js";
import {rateAt} from "../src/vae/trainer.js";
import {compileKernel} from "./models/compile-kernel.js";
import {currentCommit, recordPath, writeJson} from "./records.js";
import {datasetSets} from "./training/sets.js";

/** Test images whose codes are kept. */
const CODES = 2000;

const {values} = parseArgs({options: {epochs: {type: "string", default: "30"}}});
const plan: RunPlan = {
  dataset: "mnist",
  latentSize: 2,
  hiddenUnits: 64,
  hiddenLayers: 2,
  activation: "relu",
  optimizer: "adam",
  rate: 0.001,
  schedule: "cosine",
  epochs: Number(values.epochs),
  batchSize: 100,
  samples: 1,
  beta: 1,
  reduction: "sum",
  seed: 1,
  initializer: "fan-in"
};
const {train, test} = await datasetSets("mnist", {});
const kernel = await WebAssembly.compile(await compileKernel("training"));
const size = test.width * test.height;

/** Returns a promise to one of the models, trained; a plain one costs no KL and has no noise. */
async function trained(kind: AutoEncoderKind, images: Images): Promise<RecordedAutoEncoder> {
  const isPlain = kind === "plain";
  const trainerPlan = trainerPlanOf({...plan, beta: isPlain ? 0 : plan.beta}, size);
  const {architecture, training} = trainerPlan;
  const trainer = await openKernelTrainer(trainerPlan, kernel, startingState(trainerPlan));
  const minibatch = minibatches(images, training);
  const steps = training.epochs * stepsPerEpoch(images.count, training.batchSize);
  for (let step = 0; step < steps; ++step) {
    const {x, epsilon} = minibatch(step);
    if (isPlain) epsilon.fill(0);
    const {elbo} = trainer.step({x, epsilon}, rateAt(step, steps, training));
    if (step % 1000 === 0)
      console.error(`${kind}: minibatch ${step} of ${steps}, ${elbo.toFixed(1)}`);
  }
  const {weights} = trainer.state();
  const ink = fullInk(test.pixels);
  const x = Float32Array.from(test.pixels, (pixel) => pixel / ink);
  const atCodes = new Float32Array(test.count * plan.latentSize);
  const {reconstruction, mu} = trainer.measure(x, atCodes);
  const layers = decoderLayers(architecture);
  const halves = layers
    .flatMap(({name}) => [`${name}/kernel`, `${name}/bias`])
    .map((name) => new Uint8Array(toFloat16(weights.get(name)!.values).buffer));
  const codes = mu.slice(0, CODES * plan.latentSize);
  const packed = quantizeLayers(unpackFloat16(layers, joinBytes(halves).buffer), codes);
  const mean = reconstruction.reduce((sum, value) => sum + value, 0) / test.count;
  trainer.dispose();
  return {
    reconstruction: Number(mean.toFixed(2)),
    decoder: toBase64(gzipSync(encodeLayers(packed), {level: 9, mtime: 0})),
    mu: toBase64(toFloat16(codes))
  };
}

const start = performance.now();
const [vae, plain] = [await trained("vae", train), await trained("plain", train)];
const recorded: RecordedAutoEncoders = {
  plan,
  command: `npm run record-auto-encoders -- --epochs ${plan.epochs}`,
  commit: currentCommit(),
  wallTimeSeconds: Math.round((performance.now() - start) / 1000),
  labels: Array.from(test.labels.subarray(0, CODES)).join(""),
  models: {vae, plain}
};
await writeJson(recordPath("auto-encoders/mnist.json"), recorded);
console.log(`−log p(x|z) at the codes: VAE ${-vae.reconstruction}, plain ${-plain.reconstruction}`);
