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
 * Returns the lattice of columns × rows cells over a box.
 *
 * @throws RangeError if the box is empty or a size is not a positive integer
 */
export function latticeOver(box: Box, columns: number, rows = columns): Lattice {
  const [left, right, bottom, top] = box;
  if (!(right > left && top > bottom))
    throw new RangeError(`invalid box: ${box.join(", ")}, expected left < right and bottom < top`);
  for (const size of [columns, rows]) {
    if (!(Number.isSafeInteger(size) && size > 0))
      throw new RangeError(`invalid size: ${size}, expected an integer > 0`);
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

/** A mode of a density on a lattice: the hill that leads up to one maximum. */
interface Mode {
  /** The place of the maximum, in the order of the lattice’s points. */
  top: number;
  /** The share of the density’s integral that lies on the hill, from 0 to 1. */
  mass: number;
}

/**
 * Returns the modes of a density on a lattice, that of the most mass first: maxima that are parted
 * from every higher one by a valley of a certain depth below their own height. Smaller dips, as a
 * decoder of rectifiers has many, part nothing.
 *
 * The points are visited from the highest to the lowest, as if a flood sank: each joins the hills
 * of its eight neighbors that stand out already, and where two hills meet, the lower one is a mode
 * of its own if its top is far enough above the meeting place.
 *
 * @param logDensity up to a constant, row-major [rows × columns]
 * @param depth how deep a valley has to be, in nats; defaults to 1
 */
export function modesOf(
  logDensity: Float64Array,
  {columns, rows}: Pick<Lattice, "columns" | "rows">,
  depth = 1
): Mode[] {
  const order = Array.from(logDensity.keys()).toSorted((a, b) => logDensity[b] - logDensity[a]);
  const greatest = logDensity[order[0]];
  // Each point's hill, as a tree of tops; −1 stands for a point that is still under water.
  const parent = new Int32Array(logDensity.length).fill(-1);
  const mass = new Float64Array(logDensity.length);
  const isMode = new Uint8Array(logDensity.length);
  const hillOf = (point: number): number => {
    while (parent[point] !== point) point = parent[point] = parent[parent[point]];
    return point;
  };

  for (const point of order) {
    const hills = new Set<number>();
    for (const neighbor of neighborsOf(point, columns, rows)) {
      if (parent[neighbor] !== -1) hills.add(hillOf(neighbor));
    }
    const [highest = point, ...others] = [...hills].toSorted(
      (a, b) => logDensity[b] - logDensity[a]
    );
    parent[point] = highest;
    mass[highest] += Math.exp(logDensity[point] - greatest);
    for (const hill of others) {
      // A mode keeps its mass; what lies below the valley goes to the higher hill.
      isMode[hill] = logDensity[hill] - logDensity[point] >= depth ? 1 : 0;
      if (isMode[hill] === 0) mass[highest] += mass[hill];
      parent[hill] = highest;
    }
  }
  isMode[order[0]] = 1;
  const tops = order.filter((point) => isMode[point] === 1);
  const total = tops.reduce((sum, top) => sum + mass[top], 0);
  return tops.map((top) => ({top, mass: mass[top] / total})).toSorted((a, b) => b.mass - a.mass);
}

/** Returns the up to eight neighbors of a point of a lattice. */
function* neighborsOf(point: number, columns: number, rows: number): Generator<number> {
  const [column, row] = [point % columns, Math.floor(point / columns)];
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); ++r) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); ++c) {
      if (r !== row || c !== column) yield r * columns + c;
    }
  }
}
