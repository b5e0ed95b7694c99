/** The two coordinates that a plane shows, counted from 0. */
export type Axes = readonly [across: number, up: number];

/**
 * Returns, for each class, the coordinate-wise median of its codes on two axes: where a label
 * stands in the crowd, and stays there whatever the outliers do. NaN for a class without codes.
 *
 * @param codes row-major [count, latentSize]
 * @param labels the class of each code, 0 … classCount − 1
 */
export function classMedians(
  codes: Float32Array,
  labels: Uint8Array,
  {latentSize, classCount, axes}: {latentSize: number; classCount: number; axes: Axes}
): [number, number][] {
  const members: number[][] = Array.from({length: classCount}, () => []);
  labels.forEach((label, i) => members[label].push(i * latentSize));
  const along = (rows: number[], axis: number) =>
    middle(Float32Array.from(rows, (row) => codes[row + axis]).sort());
  return members.map((rows) => [along(rows, axes[0]), along(rows, axes[1])]);
}

/** Returns the median of sorted numbers; a typed array sorts them much faster than d3 finds it. */
function middle(sorted: Float32Array): number {
  const half = sorted.length / 2;
  if (half === 0) return NaN;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
