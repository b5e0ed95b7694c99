/** Where the ink of an image is, in pixels counted from 0, as [column, row]. */
export interface InkExtent {
  /** The first column and the first row with ink in it. */
  first: [number, number];
  /** The last column and the last row with ink in it. */
  last: [number, number];
  /** The center of mass. */
  mass: [number, number];
}

/**
 * Returns where the ink of an image is, or undefined if there is none.
 *
 * @param x ink of each pixel, ≥ 0, row-major
 * @param columns pixels in a row
 */
export function inkExtent(x: ArrayLike<number>, columns: number): InkExtent | undefined {
  const first: [number, number] = [Infinity, Infinity];
  const last: [number, number] = [-Infinity, -Infinity];
  const moment = [0, 0];
  let total = 0;
  for (let i = 0; i < x.length; ++i) {
    const ink = x[i];
    if (ink === 0) continue;
    total += ink;
    const place = [i % columns, Math.floor(i / columns)];
    for (const axis of [0, 1]) {
      first[axis] = Math.min(first[axis], place[axis]);
      last[axis] = Math.max(last[axis], place[axis]);
      moment[axis] += ink * place[axis];
    }
  }
  return total === 0 ? undefined : {first, last, mass: [moment[0] / total, moment[1] / total]};
}
