import {bisectRight} from "d3";
import type {Normal} from "./cdf-figure.js";

/** Intervals on one axis, the same for the columns and the rows of a grid of n × n cells. */
export interface CellPartition {
  /** The n + 1 ends of the intervals, ascending, of u. */
  uEdges: number[];
  /** The same ends, of z: Φ⁻¹ of each. */
  zEdges: number[];
  /** The n places that are decoded, one in each interval, of u. */
  u: number[];
  /** The same places, of z. */
  z: number[];
}

/** Options for cellPartition. */
export interface CellPartitionOptions {
  /** Where the first interval begins and the last one ends, of u; defaults to [0.05, 0.95]. */
  range?: readonly [number, number];
  /** 0 spaces the intervals evenly in z, 1 evenly in u, as the inverse CDF does; defaults to 1. */
  spacing?: number;
}

/**
 * Returns n intervals. With a spacing of 1 they hold equal shares of the prior, and the place that
 * is decoded is the middle of each by the prior’s own measure. Between 0 and 1 every end moves in
 * z along a straight line.
 *
 * @throws RangeError if n is not a positive integer
 */
export function cellPartition(
  n: number,
  {cdf, quantile}: Pick<Normal, "cdf" | "quantile">,
  {range: [low, high] = [0.05, 0.95], spacing = 1}: CellPartitionOptions = {}
): CellPartition {
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`invalid n: ${n}, expected n ≥ 1`);
  const [zLow, zHigh] = [quantile(low), quantile(high)];
  const zAt = (share: number) => {
    const even = zLow + (zHigh - zLow) * share;
    return even + spacing * (quantile(low + (high - low) * share) - even);
  };
  const zEdges = Array.from({length: n + 1}, (_, i) => zAt(i / n));
  const z = Array.from({length: n}, (_, i) => zAt((i + 0.5) / n));
  return {zEdges, z, uEdges: zEdges.map(cdf), u: z.map(cdf)};
}

/** Returns the interval that a value lies in, or undefined if it lies in none. */
export function intervalOf(edges: readonly number[], value: number): number | undefined {
  const i = bisectRight(edges, value) - 1;
  return i >= 0 && i < edges.length - 1 ? i : undefined;
}
