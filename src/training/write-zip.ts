import {sha256} from "@noble/hashes/sha2.js";
import {bytesToHex} from "@noble/hashes/utils.js";
import * as tf from "@tensorflow/tfjs";
import type {Zippable} from "fflate";
import {gzipSync, zipSync} from "fflate";
import {pixelsOfLogits} from "../engine/decoder.js";
import {openNetwork} from "../engine/open-network.js";
import type {Architecture} from "../formats/architecture.js";
import {decoderLayers} from "../formats/architecture.js";
import {toBase64} from "../formats/bytes.js";
import {modelCard} from "../formats/card.js";
import type {Codes} from "../formats/codes.js";
import {encodeCodes} from "../formats/codes.js";
import {datasetFacts, unknownDataset} from "../formats/dataset.js";
import type {ImageSize} from "../formats/image-size.js";
import type {Images} from "../formats/images.js";
import type {PackedLayer} from "../formats/layers.js";
import {unpackFloat16} from "../formats/layers.js";
import type {Manifest, ModelFile, RunManifest} from "../formats/manifest.js";
import {parseRunManifest} from "../formats/manifest.js";
import {encodeLayers} from "../formats/packed-file.js";
import {normalQuantile} from "../math/normal.js";
import {randomSource, standardNormals} from "../math/random.js";
import type {MeanElbo} from "../vae/gradient.js";
import {decoderFiles, encoderFiles, roundToFloat16} from "../vae/layers-model.js";
import {stepsPerEpoch} from "../vae/minibatch.js";
import {decodeLogits} from "../vae/networks.js";
import {quantizeLayers} from "../vae/quantize.js";
import type {Weights} from "../vae/weights.js";
import {toTensors} from "../vae/weights.js";
import {runCommand} from "./command.js";
import {createHeldOut} from "./held-out.js";
import type {ZipRequest} from "./messages.js";
import type {RunPlan} from "./plan.js";
import type {RunState} from "./state.js";
import type {TrainerPlan} from "./trainer-plan.js";
import {openKernelTrainer, trainerPlanOf} from "./trainer-plan.js";

/** The range of u that the sliders of a model offer. */
const SLIDER_RANGE: [number, number] = [0.05, 0.95];

/** What is known of a trained model. */
interface TrainedModel extends TrainerPlan {
  id: string;
  dataset: string;
  image: ImageSize;
  /** As float16 keeps them: so they are written and measured. */
  weights: Weights;
  /** How it was trained, beside its plan. */
  trained: Pick<
    RunManifest["training"],
    "epochs" | "images" | "imagesSeen" | "wallTimeSeconds" | "command" | "versions"
  >;
  /** The mean bound over the images behind the codes, and L, the samples per image behind it. */
  measured: MeanElbo & {posteriorSamples: number};
  codes: Codes;
}

/** A model as files. */
export interface ModelFiles {
  manifest: RunManifest;
  contents: Record<ModelFile, Uint8Array>;
}

/**
 * Returns a promise to the files of a model and their manifest. It takes some seconds, and tfjs,
 * whose backend the caller sets.
 *
 * @param kernel the decoding kernel; without it the plain loop measures what rounding changes
 */
export async function modelFiles(
  model: TrainedModel,
  kernel?: WebAssembly.Module
): Promise<ModelFiles> {
  const {architecture, weights, codes, measured, training: plan} = model;
  const encoder = encoderFiles(weights, architecture);
  const decoder = decoderFiles(weights, architecture);
  const layers = unpackFloat16(decoderLayers(architecture), decoder.weights.buffer);
  const rounded8 = quantizeLayers(layers, calibrationPoints(codes));
  const contents: Record<ModelFile, Uint8Array> = {
    "encoder/model.json": json(encoder.modelJson),
    "encoder/weights.bin": encoder.weights,
    "decoder/model.json": json(decoder.modelJson),
    "decoder/weights.bin": decoder.weights,
    "decoder/int8.bin": gzipSync(encodeLayers(rounded8), {level: 9, mtime: 0}),
    "codes.bin": encodeCodes(codes),
    "golden.json": json(goldenPixels(weights, architecture, SLIDER_RANGE))
  };
  const manifest = parseRunManifest({
    format: 1,
    id: model.id,
    dataset: model.dataset,
    image: model.image,
    latentSize: architecture.latentSize,
    prior: "standard normal",
    sliderRange: SLIDER_RANGE,
    encoder: {hidden: architecture.encoderHidden},
    decoder: {hidden: architecture.decoderHidden, output: "logits"},
    training: {
      seed: plan.seed,
      initializer: model.initializer,
      optimizer: {name: model.optimizer, rate: plan.rate, schedule: plan.schedule},
      ...model.objective,
      batchSize: plan.batchSize,
      samples: plan.samples,
      ...model.trained
    },
    results: {
      testImages: codes.count,
      posteriorSamples: measured.posteriorSamples,
      elbo: roundedNats(measured.elbo),
      reconstruction: roundedNats(-measured.reconstruction),
      kl: roundedNats(measured.kl)
    },
    rounding: await roundingDifference(layers, rounded8, codes.mu, kernel),
    files: Object.fromEntries(
      Object.entries(contents).map(([name, bytes]) => [
        name,
        {bytes: bytes.length, sha256: bytesToHex(sha256(bytes))}
      ])
    )
  });
  return {manifest, contents};
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

/** Returns nats with the four decimals that ten thousand images can tell apart. */
function roundedNats(nats: number): number {
  return Math.round(nats * 1e4) / 1e4;
}

/** The programs that a model was made with, by name. */
type Versions = Record<string, string>;

/** What a zip is made with. */
interface ZipTools {
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

/** Latent points with their pixels, which every engine must meet within ±1. */
export interface Golden {
  z: number[][];
  /** For each z the 8-bit pixels, row-major, in base64. */
  pixels: string[];
}

/** The number of random points, beside the centre and the two ends of the sliders. */
const RANDOM_POINTS = 5;

/** Returns golden pixels of a decoder, as tfjs computes them. */
function goldenPixels(
  weights: Weights,
  architecture: Architecture,
  [low, high]: [number, number]
): Golden {
  const {latentSize, inputSize} = architecture;
  const source = randomSource(0, RANDOM_POINTS);
  const points = [
    ...[0.5, low, high].map((u) => Array.from({length: latentSize}, () => u)),
    ...Array.from({length: RANDOM_POINTS}, () =>
      Array.from({length: latentSize}, () => low + (high - low) * source())
    )
  ];
  // Float32 is what engines are given; a JSON number holds it exactly.
  const z = points.map((u) => u.map((ui) => Math.fround(normalQuantile(ui))));
  const logits = tf.tidy(() =>
    decodeLogits(tf.tensor2d(z), toTensors(weights), architecture).dataSync<"float32">()
  );
  const pixels = pixelsOfLogits(logits);
  return {
    z,
    pixels: z.map((_, i) => toBase64(pixels.subarray(i * inputSize, (i + 1) * inputSize)))
  };
}

/** Differences up to this are not seen. */
const SMALL = 4;

/**
 * Returns by how much pixels decoded from rounded weights differ from those of the exact ones.
 *
 * @param z latent points, row-major [n, latentSize]
 * @param kernel the decoding kernel; without it the plain loop decodes, which takes longer
 */
export async function roundingDifference(
  exact: readonly PackedLayer[],
  rounded: readonly PackedLayer[],
  z: Float32Array,
  kernel?: WebAssembly.Module
): Promise<Manifest["rounding"]> {
  const count = z.length / exact[0].inputs;
  const [a, b] = await Promise.all(
    [exact, rounded].map(async (layers) => {
      const {network} = await openNetwork({layers: [...layers], kernel});
      return network.pixels(z, count);
    })
  );
  let [sum, largest, small] = [0, 0, 0];
  for (let i = 0; i < a.length; ++i) {
    const difference = Math.abs(a[i] - b[i]);
    sum += difference;
    if (difference > largest) largest = difference;
    if (difference <= SMALL) ++small;
  }
  const decimals = (value: number, power: number) => Math.round(value * power) / power;
  return {
    meanDifference: decimals(sum / a.length, 1e4),
    largestDifference: largest,
    within4: decimals(small / a.length, 1e6)
  };
}

/** The number of draws from the prior that join the codes, and their random stream. */
const PRIOR_POINTS = 4096;
const CALIBRATION_STREAM = 6;

/** Returns where 8-bit weights should be right: at the codes, and all over the prior. */
function calibrationPoints({mu, latentSize}: Pick<Codes, "mu" | "latentSize">): Float32Array {
  const draws = standardNormals(randomSource(0, CALIBRATION_STREAM), PRIOR_POINTS * latentSize);
  const points = new Float32Array(mu.length + draws.length);
  points.set(mu);
  points.set(draws, mu.length);
  return points;
}
