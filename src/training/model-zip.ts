import * as tf from "@tensorflow/tfjs";
import type {Zippable} from "fflate";
import {zipSync} from "fflate";
import {modelCard} from "../formats/card.js";
import {datasetFacts, unknownDataset} from "../formats/dataset.js";
import type {Images} from "../formats/images.js";
import {roundToFloat16} from "../vae/layers-model.js";
import {stepsPerEpoch} from "../vae/minibatch.js";
import {createHeldOut} from "./held-out.js";
import type {ZipRequest} from "./messages.js";
import {modelFiles} from "./model-files.js";
import {runCommand} from "./run-command.js";
import type {RunPlan} from "./run-plan.js";
import type {RunState} from "./run-state.js";
import {openKernelTrainer, trainerPlanOf} from "./trainer-plan.js";

/** The programs that a model was made with, by name. */
export type Versions = Record<string, string>;

/** What a zip is made with. */
export interface ZipTools {
  /** The training kernel, compiled. */
  kernel: WebAssembly.Module;
  heldOut: Images;
  versions: Versions;
}

/**
 * Returns a promise to a run's model as one zip, with the files that a folder of models/ has, and
 * the plan of the run. It sets tfjs to its plain backend, which every browser has and which is fast
 * enough for the few points that it decodes.
 *
 * @throws Error (as a rejection) if the run has taken no minibatch yet
 */
export async function modelZip(
  state: RunState,
  {image, labels}: ZipRequest,
  {kernel, heldOut, versions}: ZipTools
): Promise<Uint8Array<ArrayBuffer>> {
  const {plan, inputSize, training, seconds} = state;
  if (training.step === 0) throw new Error("invalid run: 0 minibatches taken, expected at least 1");
  const trainerPlan = trainerPlanOf(plan, inputSize);
  const weights = roundToFloat16(training.weights);
  const rounded = {step: 0, weights, optimizer: new Map<string, Float32Array>()};
  const model = await openKernelTrainer(trainerPlan, kernel, rounded);
  const measure = createHeldOut(model, heldOut, plan);
  const {count} = heldOut;
  const imageCount = Number(state.fingerprint.split("×")[0]);
  const perEpoch = stepsPerEpoch(imageCount, plan.batchSize);
  const isWhole = training.step === plan.epochs * perEpoch;
  await tf.setBackend("cpu");
  const {manifest, contents} = await modelFiles({
    ...trainerPlan,
    id: modelId(plan),
    dataset: plan.dataset,
    image,
    weights,
    trained: {
      epochs: Math.ceil(training.step / perEpoch),
      images: imageCount,
      imagesSeen: training.step * plan.batchSize,
      wallTimeSeconds: Math.max(1, Math.round(seconds)),
      command: runCommand(plan, isWhole ? {} : {steps: training.step}),
      versions: {...versions, tfjs: tf.version_core}
    },
    measured: {...measure.terms().heldOut, posteriorSamples: 1},
    codes: {
      count,
      latentSize: plan.latentSize,
      labels: labels?.slice(0, count) ?? new Uint8Array(count),
      ...measure.codes(count)
    }
  });
  const facts = Object.entries(datasetFacts).find(([id]) => id === plan.dataset)?.[1];
  const texts = {
    "manifest.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "plan.json": `${JSON.stringify(plan, null, 2)}\n`,
    "CARD.md": modelCard(manifest, facts ?? unknownDataset(plan.dataset))
  };
  const entries: Zippable = {...contents};
  for (const [name, text] of Object.entries(texts)) entries[name] = new TextEncoder().encode(text);
  return zipSync(entries, {level: 6, mtime: ZIP_TIME});
}

/** The earliest time that a zip can name: equal runs give equal bytes. */
const ZIP_TIME = new Date(1980, 0, 1);

/** Returns the name of a model: of its images, as letters and digits, and of its latents. */
function modelId({dataset, latentSize}: RunPlan): string {
  const name = dataset
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40)
    .replace(/-$/, "");
  return `${name === "" ? "images" : name}-${latentSize}d-own`;
}
