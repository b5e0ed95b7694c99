import {normalQuantile} from "../math/normal.js";
import {randomSource, standardNormals} from "../math/random.js";

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
