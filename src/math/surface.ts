/** A point of the plane. */
export type PlanePoint = readonly [number, number];

/**
 * A surface over the plane: takes points, row-major [count, 2], to places in a space of more
 * dimensions, row-major [count, dimensions]. Its metric is that of the space, pulled back: G = JᵀJ.
 */
export type Surface = (points: Float64Array) => Float64Array | Float32Array;

/** Returns the Euclidean distance of two places. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

/** Returns the distances between places that follow each other, row-major [count, dimensions]. */
export function stepLengths(
  places: Float64Array | Float32Array,
  count: number
): Float64Array<ArrayBuffer> {
  const size = places.length / count;
  return Float64Array.from({length: count - 1}, (_, i) =>
    distance(
      places.subarray(i * size, (i + 1) * size),
      places.subarray((i + 1) * size, (i + 2) * size)
    )
  );
}

/** Returns the points of a straight line at equal steps, its ends included: [steps + 1, 2]. */
export function straightLine(
  from: PlanePoint,
  to: PlanePoint,
  steps: number
): Float64Array<ArrayBuffer> {
  return Float64Array.from({length: 2 * (steps + 1)}, (_, i) => {
    const share = (i >> 1) / steps;
    return (1 - share) * from[i % 2] + share * to[i % 2];
  });
}
