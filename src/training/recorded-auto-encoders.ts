import {fromBase64, fromFloat16} from "../formats/bytes.js";
import {gunzip} from "../formats/gunzip.js";
import type {PackedLayer} from "../formats/layers.js";
import {decodeLayers} from "../formats/packed-file.js";
import type {RunPlan} from "./plan.js";

/** A VAE and a plain auto-encoder of one architecture, seed and order of images, as a file holds them. */
export interface RecordedAutoEncoders {
  /** That of the VAE; the other has β = 0 and its noise at 0. */
  plan: RunPlan;
  /** What repeats the recording. */
  command: string;
  /** The commit that it was made at. */
  commit: string;
  wallTimeSeconds: number;
  /** The classes of the first test images, a digit each. */
  labels: string;
  models: Record<AutoEncoderKind, RecordedAutoEncoder>;
}

/** The two models. */
export type AutoEncoderKind = "vae" | "plain";

/** One of the two. */
export interface RecordedAutoEncoder {
  /** The mean of log p(x|z) over all test images, with z at the code, in nats. */
  reconstruction: number;
  /** The decoder: layers of formats/packed-file, compressed by gzip, in base64. */
  decoder: string;
  /** The codes of the first test images, the means of q: float16 in base64, [count, 2]. */
  mu: string;
}

/** One of the two, ready to be drawn. */
export interface OpenAutoEncoder {
  reconstruction: number;
  /** The decoder, whose last layer gives logits. */
  layers: PackedLayer[];
  /** The codes of the first test images, row-major [count, 2]. */
  codes: Float32Array<ArrayBuffer>;
}

/** Returns a promise to a recorded model, unpacked. */
export async function openAutoEncoder({
  reconstruction,
  decoder,
  mu
}: RecordedAutoEncoder): Promise<OpenAutoEncoder> {
  const bytes = await gunzip(fromBase64(decoder), "decoder");
  return {
    reconstruction,
    layers: decodeLayers(bytes.slice().buffer),
    codes: fromFloat16(new Uint16Array(fromBase64(mu).buffer))
  };
}
