import {mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {gzipSync} from "node:zlib";
import {sha256} from "@noble/hashes/sha2.js";
import {bytesToHex} from "@noble/hashes/utils.js";
import * as tf from "@tensorflow/tfjs";
import {modelCard} from "../../src/vae/card.js";
import {encodeCodes} from "../../src/vae/codes.js";
import type {Dataset} from "../../src/vae/dataset.js";
import {encodeAll, evaluate} from "../../src/vae/evaluate.js";
import {decoderFiles, encoderFiles, roundToFloat16} from "../../src/vae/layers-model.js";
import {decoderLayers} from "../../src/vae/architecture.js";
import {unpackFloat16} from "../../src/vae/packed-layers.js";
import {quantizeLayers} from "../../src/vae/quantize.js";
import {encodeLayers} from "../../src/vae/packed-file.js";
import {parseManifest} from "../../src/vae/manifest.js";
import type {Manifest, ModelFile} from "../../src/vae/manifest.js";
import {writeModelsReadme} from "../models-readme.js";
import {calibrationPoints} from "./calibration-points.js";
import type {Checkpoint} from "./checkpoint.js";
import {cliCommand} from "./command.js";
import {goldenPixels} from "./golden.js";
import {roundingDifference} from "./rounding.js";

/** The range of u that the sliders of shipped models offer. */
const SLIDER_RANGE: [number, number] = [0.05, 0.95];

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
  const {architecture} = plan;
  const weights = roundToFloat16(state.weights);
  const images = {pixels: test.images, count: test.count};
  const samples = POSTERIOR_SAMPLES;
  const {elbo, reconstruction, kl} = evaluate(weights, images, architecture, {
    seed: plan.training.seed,
    samples
  });
  const encoder = encoderFiles(weights, architecture);
  const decoder = decoderFiles(weights, architecture);
  const layers = unpackFloat16(decoderLayers(architecture), decoder.weights.buffer);
  const codes = {
    count: test.count,
    latentSize: architecture.latentSize,
    labels: test.labels,
    ...encodeAll(weights, images, architecture)
  };
  const rounded8 = quantizeLayers(layers, calibrationPoints(codes));
  const contents: Record<ModelFile, Uint8Array> = {
    "encoder/model.json": json(encoder.modelJson),
    "encoder/weights.bin": encoder.weights,
    "decoder/model.json": json(decoder.modelJson),
    "decoder/weights.bin": decoder.weights,
    "decoder/int8.bin": gzipSync(encodeLayers(rounded8), {level: 9}),
    "codes.bin": encodeCodes(codes),
    "golden.json": json(goldenPixels(weights, architecture, SLIDER_RANGE))
  };
  const {training} = plan;
  const manifest = parseManifest({
    format: 1,
    id: plan.id,
    dataset: plan.dataset,
    image: {width: test.width, height: test.height},
    latentSize: architecture.latentSize,
    prior: "standard normal",
    sliderRange: SLIDER_RANGE,
    encoder: {hidden: architecture.encoderHidden},
    decoder: {hidden: architecture.decoderHidden, output: "logits"},
    training: {
      seed: training.seed,
      initializer: plan.initializer,
      optimizer: {name: plan.optimizer, rate: training.rate, schedule: training.schedule},
      batchSize: training.batchSize,
      samples: training.samples,
      epochs: training.epochs,
      images: trainImages,
      imagesSeen: state.step * training.batchSize,
      wallTimeSeconds: Math.round(seconds),
      command: cliCommand(plan),
      versions: await versions()
    },
    results: {
      testImages: test.count,
      posteriorSamples: samples,
      elbo: rounded(elbo),
      reconstruction: rounded(-reconstruction),
      kl: rounded(kl)
    },
    rounding: await roundingDifference(layers, rounded8, codes.mu),
    files: Object.fromEntries(
      Object.entries(contents).map(([name, bytes]) => [
        name,
        {bytes: bytes.length, sha256: bytesToHex(sha256(bytes))}
      ])
    )
  });
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

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

/** Returns nats with the four decimals that ten thousand images can tell apart. */
function rounded(nats: number): number {
  return Math.round(nats * 1e4) / 1e4;
}

async function versions(): Promise<Record<string, string>> {
  const path = new URL("../../package.json", import.meta.url);
  const {version} = JSON.parse(await readFile(path, "utf8")) as {version: string};
  return {"aevb-walkthrough": version, node: process.versions.node, tfjs: tf.version["tfjs-core"]};
}
