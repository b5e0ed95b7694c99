import {sha256} from "@noble/hashes/sha2.js";
import {bytesToHex} from "@noble/hashes/utils.js";
import {gzipSync} from "fflate";
import {decoderLayers} from "../formats/architecture.js";
import type {Codes} from "../formats/codes.js";
import {encodeCodes} from "../formats/codes.js";
import {unpackFloat16} from "../formats/layers.js";
import type {ModelFile, RunManifest} from "../formats/manifest.js";
import {parseRunManifest} from "../formats/manifest.js";
import {encodeLayers} from "../formats/packed-file.js";
import type {MeanElbo} from "../vae/gradient.js";
import {decoderFiles, encoderFiles} from "../vae/layers-model.js";
import {quantizeLayers} from "../vae/quantize.js";
import type {Weights} from "../vae/weights.js";
import {calibrationPoints} from "./calibration-points.js";
import {goldenPixels} from "./golden.js";
import {roundingDifference} from "./rounding.js";
import type {TrainerPlan} from "./trainer-plan.js";

/** The range of u that the sliders of a model offer. */
const SLIDER_RANGE: [number, number] = [0.05, 0.95];

/** What is known of a trained model. */
export interface TrainedModel extends TrainerPlan {
  id: string;
  dataset: string;
  image: {width: number; height: number};
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
      elbo: rounded(measured.elbo),
      reconstruction: rounded(-measured.reconstruction),
      kl: rounded(measured.kl)
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
function rounded(nats: number): number {
  return Math.round(nats * 1e4) / 1e4;
}
