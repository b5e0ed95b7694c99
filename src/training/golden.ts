import * as tf from "@tensorflow/tfjs";
import {pixelsOfLogits} from "../engine/decoder.js";
import type {Architecture} from "../formats/architecture.js";
import {normalQuantile} from "../math/normal.js";
import {randomSource} from "../math/random.js";
import {decodeLogits} from "../vae/networks.js";
import type {Weights} from "../vae/weights.js";
import {toTensors} from "../vae/weights.js";

/** Latent points with their pixels, which every engine must meet within ±1. */
export interface Golden {
  z: number[][];
  /** For each z the 8-bit pixels, row-major, in base64. */
  pixels: string[];
}

/** The number of random points, beside the centre and the two ends of the sliders. */
const RANDOM_POINTS = 5;

/** Returns golden pixels of a decoder, as tfjs computes them. */
export function goldenPixels(
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
    pixels: z.map((_, i) => base64(pixels.subarray(i * inputSize, (i + 1) * inputSize)))
  };
}

function base64(bytes: Uint8ClampedArray): string {
  return btoa(String.fromCharCode(...bytes));
}
