import type {Lattice} from "./lattice.js";

/** A mode of a density on a lattice: the hill that leads up to one maximum. */
export interface Mode {
  /** The place of the maximum, in the order of the lattice’s points. */
  top: number;
  /** The share of the density’s integral that lies on the hill, from 0 to 1. */
  mass: number;
}

/**
 * Returns the modes of a density on a lattice, that of the most mass first: maxima that are parted
 * from every higher one by a valley in which the density falls below theirs by so many nats.
 * Smaller dips, as a decoder of rectifiers has many, part nothing.
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
