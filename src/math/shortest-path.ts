import type {SurfaceGrid} from "./surface-grid.js";
import {gridPath} from "./surface-grid.js";
import type {PlanePoint, Surface} from "./surface.js";
import {stepLengths, straightLine} from "./surface.js";

/** How far a point is moved to see how the surface moves, in units of the plane. */
const NUDGE = 0.002;
/** Moves of a whole path, and the relative gain below which it has come to rest. */
const [MOST_MOVES, REST] = [40, 1e-4];
/** Parts of each step that an even path is measured by. */
const PARTS = 4;

/**
 * Returns the shortest path on a surface between two points of the plane, at equal steps on the
 * surface: row-major [steps + 1, 2], both ends included.
 *
 * The grid finds the way through valleys that a relaxation alone would not find from a straight line;
 * the relaxation then takes the grid’s corners out. The line is relaxed as well, since the grid is
 * coarse for near points, and the shortest path found is returned, be it the line itself.
 *
 * @param grid of the same surface
 */
export function shortestPath(
  surface: Surface,
  grid: SurfaceGrid,
  {from, to, steps}: {from: PlanePoint; to: PlanePoint; steps: number}
): Float64Array<ArrayBuffer> {
  const line = straightLine(from, to, steps);
  const even = (path: Float64Array) => evenPath(surface, path, steps);
  const relaxed = [gridPath(grid, from, to), line].map((start) =>
    even(relaxedPath(surface, even(start)))
  );
  const paths = [...relaxed, line];
  const lengths = paths.map((path) =>
    stepLengths(surface(path), steps + 1).reduce((sum, step) => sum + step, 0)
  );
  return paths[lengths.indexOf(Math.min(...lengths))];
}

/** Returns a path along the same way, at equal steps on the surface: [steps + 1, 2]. */
export function evenPath(
  surface: Surface,
  path: Float64Array,
  steps: number
): Float64Array<ArrayBuffer> {
  const corners = path.length / 2;
  const fine = new Float64Array(2 * (PARTS * (corners - 1) + 1));
  for (let i = 0; i < fine.length / 2; ++i) {
    const [corner, part] = [Math.min(corners - 2, Math.floor(i / PARTS)), i];
    const share = part / PARTS - corner;
    for (const j of [0, 1]) {
      fine[2 * i + j] = (1 - share) * path[2 * corner + j] + share * path[2 * corner + 2 + j];
    }
  }
  const lengths = stepLengths(surface(fine), fine.length / 2);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const even = new Float64Array(2 * (steps + 1));
  let [at, done] = [0, 0];
  for (let step = 0; step <= steps; ++step) {
    const wanted = (total * step) / steps;
    while (at < lengths.length - 1 && done + lengths[at] < wanted) done += lengths[at++];
    const share = lengths[at] > 0 ? Math.min(1, (wanted - done) / lengths[at]) : 0;
    for (const j of [0, 1]) {
      even[2 * step + j] = (1 - share) * fine[2 * at + j] + share * fine[2 * at + 2 + j];
    }
  }
  even.set(path.subarray(-2), 2 * steps); // the end itself, without rounding
  return even;
}

/**
 * Returns a path of the least energy Σ |yₖ₊₁ − yₖ|² near another one, with the same ends, where yₖ is
 * the place of its k-th point on the surface. Of all paths the shortest one at an even speed has the
 * least energy. The points move by damped Gauss-Newton steps, all of them at once.
 */
function relaxedPath(surface: Surface, start: Float64Array): Float64Array<ArrayBuffer> {
  const count = start.length / 2;
  let path = Float64Array.from(start);
  let damping = 0.01;
  let places = surface(path);
  let energy = energyOf(places, count);
  let system = normalEquations(surface, path, places);
  for (let move = 0; move < MOST_MOVES; ++move) {
    const step = solved(system, damping);
    const next = path.map((value, i) => value + step[i]);
    const nextPlaces = surface(next);
    const nextEnergy = energyOf(nextPlaces, count);
    if (!(nextEnergy < energy)) {
      damping *= 8;
      continue;
    }
    const gain = 1 - nextEnergy / energy;
    [path, places, energy] = [next, nextPlaces, nextEnergy];
    if (gain < REST) break;
    damping /= 4;
    system = normalEquations(surface, path, places);
  }
  return path;
}

function energyOf(places: Float64Array | Float32Array, count: number): number {
  return stepLengths(places, count).reduce((sum, step) => sum + step * step, 0);
}

/** A symmetric system of 2 × 2 blocks, row-major, that couples neighbors only. */
interface BlockChain {
  diagonal: number[][];
  /** The blocks to the right of the diagonal ones. */
  beside: number[][];
  right: number[][];
}

/**
 * Returns the normal equations of the energy, in which yₖ moves by Jₖ δₖ. They couple a point with its
 * two neighbors only: Aₖ δₖ + Bₖ δₖ₊₁ + Bₖ₋₁ᵀ δₖ₋₁ = gₖ, with Aₖ = 2 JₖᵀJₖ, Bₖ = −JₖᵀJₖ₊₁ and
 * gₖ = Jₖᵀ(yₖ₋₁ − 2yₖ + yₖ₊₁).
 */
function normalEquations(
  surface: Surface,
  path: Float64Array,
  places: Float64Array | Float32Array
): BlockChain {
  const inner = path.length / 2 - 2;
  const size = places.length / (inner + 2);
  const place = (k: number) => places.subarray(k * size, (k + 1) * size);
  const nudged = [0, 1].map((axis) =>
    surface(path.slice(2, -2).map((value, i) => value + (i % 2 === axis ? NUDGE : 0)))
  );
  const slopes = Array.from({length: inner}, (_, k) =>
    nudged.map((moved) => {
      const here = place(k + 1);
      return moved.slice(k * size, (k + 1) * size).map((value, i) => (value - here[i]) / NUDGE);
    })
  );
  return {
    diagonal: slopes.map((both) => both.flatMap((a) => both.map((b) => 2 * dot(a, b)))),
    beside: slopes.slice(1).map((next, k) => slopes[k].flatMap((a) => next.map((b) => -dot(a, b)))),
    right: slopes.map((both, k) => {
      const [last, here, next] = [place(k), place(k + 1), place(k + 2)];
      const bend = here.map((value, i) => last[i] + next[i] - 2 * value);
      return both.map((slope) => dot(slope, bend));
    })
  };
}

/** Returns how each point of a path is to move, [count, 2], the ends not at all. */
function solved({diagonal, beside, right}: BlockChain, damping: number): number[] {
  const damped = diagonal.map(([a, b, c, d]) => {
    const least = 1e-9 * (a + d) + 1e-12; // where the surface does not move the point stays
    return [a * (1 + damping) + least, b, c, d * (1 + damping) + least];
  });
  return [0, 0, ...solveChain({diagonal: damped, beside, right}).flat(), 0, 0];
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += a[i] * b[i];
  return sum;
}

/** Returns the solution of a positive system, a pair for each block. */
function solveChain({diagonal, beside, right}: BlockChain): number[][] {
  const inverses: number[][] = [];
  const reduced = right.map((pair) => [...pair]);
  diagonal.forEach((block, k) => {
    let [a, b, c, d] = block;
    if (k > 0) {
      // Taken off: Bᵀ A⁻¹ B and Bᵀ A⁻¹ g of the point before.
      const [p, q, r, s] = beside[k - 1];
      const [e, f, g, h] = inverses[k - 1];
      const [pe, pf] = [p * e + r * g, p * f + r * h];
      const [qe, qf] = [q * e + s * g, q * f + s * h];
      a -= pe * p + pf * r;
      b -= pe * q + pf * s;
      c -= qe * p + qf * r;
      d -= qe * q + qf * s;
      const [x, y] = reduced[k - 1];
      reduced[k][0] -= pe * x + pf * y;
      reduced[k][1] -= qe * x + qf * y;
    }
    const determinant = a * d - b * c;
    inverses.push([d / determinant, -b / determinant, -c / determinant, a / determinant]);
  });
  const solution: number[][] = [];
  for (let k = diagonal.length - 1; k >= 0; --k) {
    let [x, y] = reduced[k];
    if (k + 1 < diagonal.length) {
      const [p, q, r, s] = beside[k];
      const [u, v] = solution[0];
      x -= p * u + q * v;
      y -= r * u + s * v;
    }
    const [e, f, g, h] = inverses[k];
    solution.unshift([e * x + f * y, g * x + h * y]);
  }
  return solution;
}
