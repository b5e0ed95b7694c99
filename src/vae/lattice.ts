/** A rectangle of the latent plane: [left, right, bottom, top]. */
export type Box = readonly [left: number, right: number, bottom: number, top: number];

/** Evenly spaced points of the latent plane, each at the middle of a cell. */
export interface Lattice {
  /** What the cells cover. */
  box: Box;
  columns: number;
  rows: number;
  /** The width and the height of a cell. */
  steps: readonly [number, number];
}

/**
 * Returns the lattice of so many cells over a box.
 *
 * @throws RangeError if the box is empty or a size is not a positive integer
 */
export function latticeOver(box: Box, columns: number, rows = columns): Lattice {
  const [left, right, bottom, top] = box;
  if (!(right > left && top > bottom)) throw new RangeError(`invalid box: ${box.join(", ")}`);
  for (const size of [columns, rows]) {
    if (!(Number.isSafeInteger(size) && size > 0)) throw new RangeError(`invalid size: ${size}`);
  }
  return {box, columns, rows, steps: [(right - left) / columns, (top - bottom) / rows]};
}

/** Returns the points of a lattice, row-major [rows × columns, 2], the lowest row first. */
export function latticePoints({box, columns, rows, steps}: Lattice): Float32Array<ArrayBuffer> {
  const z = new Float32Array(2 * columns * rows);
  for (let row = 0, i = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      z[i++] = box[0] + (column + 0.5) * steps[0];
      z[i++] = box[2] + (row + 0.5) * steps[1];
    }
  }
  return z;
}

/**
 * Returns log ∫ exp(f) over the box of a lattice by the midpoint rule, in nats, for f at its
 * points. Where f falls far below its maximum at the border, the error of this rule falls faster
 * than any power of the step.
 *
 * @param f shape [rows × columns]
 */
export function logIntegral(f: Float64Array, {steps}: Lattice): number {
  const greatest = f.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = f.reduce((total, value) => total + Math.exp(value - greatest), 0);
  return greatest + Math.log(sum * steps[0] * steps[1]);
}

/**
 * Returns what of logIntegral hangs on the step: the greatest distance, in nats, between it and
 * the integrals over every second point of every second row. The full lattice is far closer to
 * the truth than these four are to it.
 */
export function latticeError(f: Float64Array, lattice: Lattice): number {
  const {columns, rows, steps} = lattice;
  const whole = logIntegral(f, lattice);
  let error = 0;
  for (const [firstColumn, firstRow] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1]
  ] as const) {
    const part: number[] = [];
    for (let row = firstRow; row < rows; row += 2) {
      for (let column = firstColumn; column < columns; column += 2) {
        part.push(f[row * columns + column]);
      }
    }
    const coarser = {...lattice, steps: [2 * steps[0], 2 * steps[1]] as const};
    error = Math.max(error, Math.abs(logIntegral(Float64Array.from(part), coarser) - whole));
  }
  return error;
}
