import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Encoder} from "../../src/engine/decoder.js";
import {networkEncoder} from "../../src/engine/decoder.js";
import {openNetwork} from "../../src/engine/open-network.js";
import {
  joinLayers,
  manifestDecoderLayers,
  manifestEncoderLayers,
  unpackFloat16
} from "../../src/formats/layers.js";
import type {Manifest} from "../../src/formats/manifest.js";
import {imageLikelihoods} from "../../src/math/likelihood.js";
import {compileKernel} from "../models/compile-kernel.js";
import {projectFolder} from "../project.js";
import type {ShippedModel} from "../models/shipped-model.js";
import {recordedDecodings} from "../models/shipped-model.js";

/** The images that are measured: none of those at which the weights were rounded. */
const FIRST = 5000;
const COUNT = 500;

/** What rounded weights change, in nats per image: means over images. */
export interface RoundingCost {
  /** |Δ log p(x|z)| at the mean of q(z|x). */
  likelihood: number;
  /** KL of the rounded encoder’s q(z|x) to the exact one’s. */
  posterior: number;
}

/** Returns a promise to what rounded weights of a model change, measured on decoded codes. */
export async function roundingCost(
  model: ShippedModel,
  rounded: Record<"encoder" | "decoder", Uint8Array<ArrayBuffer>>
): Promise<RoundingCost> {
  const {manifest, codes, network} = model;
  const {latentSize} = manifest;
  const indexes = Array.from({length: COUNT}, (_, i) => FIRST + i);
  const x = Float32Array.from(recordedDecodings(model, indexes), (value) => value / 255);
  const kernel = await WebAssembly.compile(await compileKernel("decoding"));

  const layers = unpackFloat16(manifestDecoderLayers(manifest), rounded.decoder.buffer);
  const {network: light} = await openNetwork({layers, kernel});
  const z = codes.mu.slice(FIRST * latentSize, (FIRST + COUNT) * latentSize);
  const [exact, changed] = [network, light].map((each) => likelihoods(x, each.logits(z, COUNT)));

  const path = join(projectFolder, "models", manifest.id, "encoder", "weights.bin");
  const weights = new Uint8Array(await readFile(path));
  const [q, p] = await Promise.all(
    [rounded.encoder, weights].map(async (bytes) => {
      const encoder = await encoderOf(manifest, bytes.buffer, kernel);
      return encoder.encode(x, COUNT);
    })
  );
  return {
    likelihood: exact.reduce((sum, value, i) => sum + Math.abs(value - changed[i]), 0) / COUNT,
    posterior: divergence(q, p) / COUNT
  };
}

async function encoderOf(
  manifest: Manifest,
  weights: ArrayBuffer,
  kernel: WebAssembly.Module
): Promise<Encoder> {
  const layers = unpackFloat16(manifestEncoderLayers(manifest), weights);
  const joined = [...layers.slice(0, -2), joinLayers(layers.at(-2)!, layers.at(-1)!)];
  const {network} = await openNetwork({layers: joined, kernel});
  const {width, height} = manifest.image;
  return networkEncoder({inputSize: width * height, latentSize: manifest.latentSize}, network);
}

/** Returns log p(x|z) of each image at its own z. */
function likelihoods(x: Float32Array, logits: Float32Array): number[] {
  const pixels = x.length / COUNT;
  const row = (values: Float32Array, i: number) => values.subarray(i * pixels, (i + 1) * pixels);
  return Array.from({length: COUNT}, (_, i) => imageLikelihoods(row(x, i), row(logits, i))[0]);
}

type Moments = Record<"mu" | "logVar", Float32Array>;

/** Returns the sum of KL(q ‖ p) over diagonal Gaussians, in nats. */
function divergence(q: Moments, p: Moments): number {
  return q.mu.reduce((sum, mu, i) => {
    const logRatio = q.logVar[i] - p.logVar[i];
    const distance = (mu - p.mu[i]) ** 2 / Math.exp(p.logVar[i]);
    return sum + (Math.exp(logRatio) - 1 - logRatio + distance) / 2;
  }, 0);
}
