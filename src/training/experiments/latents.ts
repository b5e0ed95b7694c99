import type {KernelMeasure} from "../../engine/training/gradient.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {ExperimentRecord} from "./record.js";
import type {ExperimentState} from "./run.js";

/**
 * What each latent of a recorded run carries, and how far a picture goes that shows what it does.
 * Latents stand in the order of their KL at the last point.
 */
export interface LatentRecord extends Pick<
  ExperimentRecord,
  "figure" | "id" | "command" | "commit" | "imagesSeen"
> {
  latentSize: number;
  curve: {
    imagesSeen: number[];
    /** The mean KL of each latent at each point, over held-out images, in nats per image. */
    kl: number[][];
  };
  /** The picture’s columns: where on its axis a latent is put, the others as they are. */
  values: number[];
  /** The latents with a row of their own. If there are others, the last row draws those anew. */
  walks: number;
}

/** The most latents that have a row of their own. */
const MOST_WALKS = 24;

/** Nearly all of the prior lies between them. */
const VALUES = [-2.5, -1.875, -1.25, -0.625, 0, 0.625, 1.25, 1.875, 2.5];

/** Marks the random streams of the latents that are drawn anew. */
const ANEW_STREAM = 12;

/** Returns latents in the order of their KL, the largest first. */
export function rankedLatents(kl: readonly number[]): number[] {
  return [...kl.keys()].toSorted((a, b) => kl[b] - kl[a]);
}

/**
 * Returns the latent points of the picture, row-major [rows, VALUES.length, latents]: each row moves
 * one latent along its axis; the last one draws all that have no row from the prior.
 *
 * @param code where the others stay
 * @param order which latent each row moves
 */
export function latentWalks(
  code: Float32Array,
  order: readonly number[],
  seed: number
): Float32Array<ArrayBuffer> {
  const latents = code.length;
  const moved = order.slice(0, MOST_WALKS);
  const others = order.slice(MOST_WALKS);
  const rows = moved.length + (others.length > 0 ? 1 : 0);
  const z = new Float32Array(rows * VALUES.length * latents);
  for (let at = 0; at * latents < z.length; ++at) {
    const [row, column] = [Math.floor(at / VALUES.length), at % VALUES.length];
    const point = z.subarray(at * latents, (at + 1) * latents);
    point.set(code);
    if (row < moved.length) point[moved[row]] = VALUES[column];
    else {
      const draws = standardNormals(randomSource(seed, ANEW_STREAM, column), latents);
      for (const latent of others) point[latent] = draws[latent];
    }
  }
  return z;
}

/**
 * Returns what the latents of a run do, by its networks as they are.
 *
 * @param x the image whose code the walks begin from, pixels in [0, 1]
 * @returns the record, and the picture’s images, 0 paper … 255 ink, row-major
 * @throws Error if the run has no encoder, or no point yet
 */
export function latentRecord(
  {plan, curve}: Pick<ExperimentState, "plan" | "curve">,
  model: KernelMeasure,
  x: Float32Array,
  facts: Pick<LatentRecord, "figure" | "id" | "command" | "commit">
): {record: LatentRecord; images: Uint8ClampedArray} {
  const {latentSize, seed} = plan;
  const last = curve.at(-1);
  if (last?.klPerUnit === undefined) {
    throw new Error(`invalid run ${facts.id}: it has no KL of its latents, expected one of a q`);
  }
  const order = rankedLatents(last.klPerUnit);
  const {mu} = model.measure(x, new Float32Array(latentSize));
  const z = latentWalks(mu, order, seed);
  const logits = model.decode(z, z.length / latentSize);
  return {
    record: {
      ...facts,
      imagesSeen: last.imagesSeen,
      latentSize,
      curve: {
        imagesSeen: curve.map(({imagesSeen}) => imagesSeen),
        kl: curve.map(({klPerUnit}) => order.map((j) => Number(klPerUnit![j].toFixed(3))))
      },
      values: VALUES,
      walks: Math.min(MOST_WALKS, latentSize)
    },
    images: Uint8ClampedArray.from(logits, (logit) => 255 / (1 + Math.exp(-logit)))
  };
}
