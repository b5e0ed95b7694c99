import type {Posterior} from "./posterior.js";
import type {RandomSource} from "./random.js";

/**
 * Returns independent draws of the true posterior p(z|x), row-major [count, 2]: a cell of the lattice
 * by its share of the mass, and a place in the cell, where log p(z|x) is taken to be linear. A place
 * drawn evenly in the cell would make the posterior wider than it is.
 */
export function posteriorDraws(
  {lattice, logJoint, logEvidence}: Posterior,
  source: RandomSource,
  count: number
): Float64Array<ArrayBuffer> {
  const {box, columns, rows, steps} = lattice;
  const cell = steps[0] * steps[1];
  let mass = 0;
  const upTo = logJoint.map((value) => (mass += Math.exp(value - logEvidence) * cell));
  // By how much log p(z|x) rises from one side of a cell to the other.
  const rise = (at: number, place: number, size: number, stride: number) => {
    const [before, after] = [place > 0 ? at - stride : at, place < size - 1 ? at + stride : at];
    return ((logJoint[after] - logJoint[before]) * stride) / Math.max(stride, after - before);
  };
  const z = new Float64Array(2 * count);
  for (let i = 0; i < count; ++i) {
    const chosen = firstAbove(upTo, source() * mass);
    const [column, row] = [chosen % columns, Math.floor(chosen / columns)];
    const across = placeInCell(source(), rise(chosen, column, columns, 1));
    const up = placeInCell(source(), rise(chosen, row, rows, columns));
    z[2 * i] = box[0] + (column + across) * steps[0];
    z[2 * i + 1] = box[2] + (row + up) * steps[1];
  }
  return z;
}

/** Returns the index of the first of some ascending numbers that is greater than a value. */
function firstAbove(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns the u-quantile of the density on [0, 1] that is proportional to exp(rise · place). */
function placeInCell(u: number, rise: number): number {
  return Math.abs(rise) < 1e-6 ? u : Math.log1p(u * Math.expm1(rise)) / rise;
}
