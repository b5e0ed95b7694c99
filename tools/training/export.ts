import {mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {modelCard} from "../../src/formats/card.js";
import {datasetFacts, unknownDataset} from "../../src/formats/dataset.js";
import {imageSizeOf} from "../../src/formats/image-size.js";
import type {RunManifest} from "../../src/formats/manifest.js";
import {modelFiles} from "../../src/training/write-zip.js";
import {encodeAll, evaluate} from "../../src/vae/evaluate.js";
import {roundToFloat16} from "../../src/vae/layers-model.js";
import {stepsPerEpoch} from "../../src/vae/minibatch.js";
import {compileKernel} from "../models/compile-kernel.js";
import {writeModelsReadme} from "../models/models-readme.js";
import type {Checkpoint} from "./checkpoint.js";
import {cliCommand} from "./command.js";
import {isKnown} from "./plans.js";
import type {TrainingSets} from "./sets.js";

/** L, the posterior samples per test image behind the results of a manifest. */
const POSTERIOR_SAMPLES = 10;

/** Options for exportModel. */
export interface ExportOptions {
  /** The folder of models; the model gets a folder of its id in it. */
  out: string;
  /** The number of training images. */
  trainImages: number;
}

/**
 * Writes models/<id>/, and for a shipped model the table of models, from a finished run, and returns a promise to the
 * manifest. All that is written and measured uses the weights as float16 keeps them.
 */
export async function exportModel(
  {plan, state, seconds}: Checkpoint,
  test: TrainingSets["test"],
  {out, trainImages}: ExportOptions
): Promise<RunManifest> {
  const {architecture, training} = plan;
  const weights = roundToFloat16(state.weights);
  const images = {pixels: test.pixels, count: test.count};
  const samples = POSTERIOR_SAMPLES;
  const measured = evaluate(weights, images, architecture, {seed: training.seed, samples});
  const kernel = await WebAssembly.compile(await compileKernel("decoding"));
  const {manifest, contents} = await modelFiles(
    {
      ...plan,
      image: imageSizeOf(test),
      weights,
      trained: {
        epochs: Math.ceil(state.step / stepsPerEpoch(trainImages, training.batchSize)),
        images: trainImages,
        imagesSeen: state.step * training.batchSize,
        wallTimeSeconds: Math.max(1, Math.round(seconds)),
        command: cliCommand(plan),
        versions: await versions()
      },
      measured: {...measured, posteriorSamples: samples},
      codes: {
        count: test.count,
        latentSize: architecture.latentSize,
        labels: test.labels,
        ...encodeAll(weights, images, architecture)
      }
    },
    kernel
  );
  const facts = isKnown(manifest.dataset)
    ? datasetFacts[manifest.dataset]
    : unknownDataset(manifest.dataset);
  const folder = join(out, plan.id);
  const texts = {
    "manifest.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "CARD.md": modelCard(manifest, facts)
  };
  for (const [name, content] of Object.entries({...contents, ...texts})) {
    const path = join(folder, name);
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, content);
  }
  // A table is for models on data sets that everybody knows.
  if (plan.run === undefined) await writeModelsReadme(out);
  return manifest;
}

async function versions(): Promise<Record<string, string>> {
  const path = new URL("../../package.json", import.meta.url);
  const {version} = JSON.parse(await readFile(path, "utf8")) as {version: string};
  return {"aevb-walkthrough": version, node: process.versions.node, tfjs: tf.version["tfjs-core"]};
}
