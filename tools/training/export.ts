import {mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {modelCard} from "../../src/vae/card.js";
import type {Dataset} from "../../src/vae/dataset.js";
import {encodeAll, evaluate} from "../../src/vae/evaluate.js";
import {roundToFloat16} from "../../src/vae/layers-model.js";
import {parseManifest} from "../../src/vae/manifest.js";
import type {Manifest} from "../../src/vae/manifest.js";
import {stepsPerEpoch} from "../../src/vae/minibatch.js";
import {modelFiles} from "../../src/training/model-files.js";
import {compileKernel} from "../compile-kernel.js";
import {writeModelsReadme} from "../models-readme.js";
import type {Checkpoint} from "./checkpoint.js";
import {cliCommand} from "./command.js";

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
 * Writes models/<id>/ and the table of models from a finished run, and returns a promise to the
 * manifest. All that is written and measured uses the weights as float16 keeps them.
 */
export async function exportModel(
  {plan, state, seconds}: Checkpoint,
  test: Dataset,
  {out, trainImages}: ExportOptions
): Promise<Manifest> {
  const {architecture, training} = plan;
  const weights = roundToFloat16(state.weights);
  const images = {pixels: test.images, count: test.count};
  const samples = POSTERIOR_SAMPLES;
  const measured = evaluate(weights, images, architecture, {seed: training.seed, samples});
  const kernel = await WebAssembly.compile(await compileKernel("decoding"));
  const {manifest: checked, contents} = await modelFiles(
    {
      ...plan,
      image: {width: test.width, height: test.height},
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
  const manifest = parseManifest(checked);
  const folder = join(out, plan.id);
  const texts = {
    "manifest.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "CARD.md": modelCard(manifest)
  };
  for (const [name, content] of Object.entries({...contents, ...texts})) {
    const path = join(folder, name);
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, content);
  }
  await writeModelsReadme(out);
  return manifest;
}

async function versions(): Promise<Record<string, string>> {
  const path = new URL("../../package.json", import.meta.url);
  const {version} = JSON.parse(await readFile(path, "utf8")) as {version: string};
  return {"aevb-walkthrough": version, node: process.versions.node, tfjs: tf.version["tfjs-core"]};
}
