import {normalQuantile} from "../math/normal.js";
import {randomSource, standardNormals} from "../math/random.js";
import type {RunPlan} from "./plan.js";
import type {CurvePoint} from "./state.js";

/** A run that was recorded, as it lies in a file. */
export interface RecordedRun {
  /** The preset that it is a run of. */
  preset: string;
  plan: RunPlan;
  /** The minibatches taken. */
  steps: number;
  /** What repeats it. */
  command: string;
  /** The commit that it was made at. */
  commit: string;
  wallTimeSeconds: number;
  /** The number of held-out images that it is measured on. */
  heldOut: number;
  /** The floor of these images, in nats per image. */
  floor: number;
  /** The curve, point by point, all terms in nats per image. */
  curve: {
    imagesSeen: number[];
    train: Terms;
    heldOut: Terms;
    /** For each latent dimension. */
    klPerUnit: number[][];
  };
  /** The first codes of the held-out images: means and log σ², float16 in base64. */
  codes: {count: number; labels: string; mu: string; logVar: string};
}

interface Terms {
  reconstruction: number[];
  kl: number[];
}

/** Decimals of a recorded term: less than its noise. */
const DECIMALS = 3;

/** Returns the curve of a run as a file holds it. */
export function packCurve(curve: readonly CurvePoint[]): RecordedRun["curve"] {
  const column = (value: (point: CurvePoint) => number) =>
    curve.map((point) => Number(value(point).toFixed(DECIMALS)));
  const terms = (of: "train" | "heldOut"): Terms => ({
    reconstruction: column((point) => point[of].reconstruction),
    kl: column((point) => point[of].kl)
  });
  const units = curve[0]?.klPerUnit.keys() ?? [];
  return {
    imagesSeen: column(({imagesSeen}) => imagesSeen),
    train: terms("train"),
    heldOut: terms("heldOut"),
    klPerUnit: Array.from(units, (unit) => column(({klPerUnit}) => klPerUnit[unit]))
  };
}

/** Returns the points of a recorded curve. */
export function unpackCurve({
  imagesSeen,
  klPerUnit,
  ...columns
}: RecordedRun["curve"]): CurvePoint[] {
  return imagesSeen.map((seen, i) => {
    const [train, heldOut] = (["train", "heldOut"] as const).map((of) => {
      const [reconstruction, kl] = [columns[of].reconstruction[i], columns[of].kl[i]];
      return {elbo: reconstruction - kl, reconstruction, kl};
    });
    return {imagesSeen: seen, train, heldOut, klPerUnit: klPerUnit.map((unit) => unit[i])};
  });
}

/** The random stream of the draws that a sheet shows. */
const SHEET_STREAM = 12;

/** The reach of a sheet on the unit interval, that of the sliders. */
const [LOW, HIGH] = [0.05, 0.95];

/**
 * Returns the n² latent points that a sheet of a model shows, row-major [n², latentSize], the same
 * ones throughout a run. Two latents are laid out as on the board: row r, column c is
 * Φ⁻¹([u_c, u_r]). One latent goes through its quantiles row by row, and of more there are draws
 * from the prior.
 */
export function sheetPoints(latentSize: number, n: number): Float32Array<ArrayBuffer> {
  const count = n * n;
  if (latentSize > 2) return standardNormals(randomSource(0, SHEET_STREAM), count * latentSize);
  const quantile = (part: number) => normalQuantile(LOW + (HIGH - LOW) * part);
  if (latentSize === 1)
    return Float32Array.from({length: count}, (_, i) => quantile(i / (count - 1)));
  const places = Array.from({length: n}, (_, i) => quantile(i / (n - 1)));
  return Float32Array.from(places.flatMap((row) => places.flatMap((column) => [column, row])));
}
