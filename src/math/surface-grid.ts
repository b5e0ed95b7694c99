import type {PlanePoint, Surface} from "./surface.js";
import {distance} from "./surface.js";

/** Distances on a surface between the neighbors of a square grid of the plane. */
export interface SurfaceGrid {
  /** The grid goes from −reach to reach along both axes. */
  reach: number;
  /** Its points along each axis, at least 2. */
  side: number;
  /**
   * From each point, row by row from the lowest, to those at its right, above it, above at its right
   * and above at its left, four numbers a point; infinite where there is no such neighbor.
   */
  distances: Float64Array;
}

/** The steps along the four directions, in columns and rows. */
const directions = [
  [1, 0],
  [0, 1],
  [1, 1],
  [-1, 1]
] as const;

/** Returns the distances between the neighbors of a grid; it goes through the surface by rows. */
export function surfaceGrid(
  surface: Surface,
  {reach, side}: {reach: number; side: number}
): SurfaceGrid {
  const at = (i: number) => reach * ((2 * i) / (side - 1) - 1);
  const rowOf = (row: number) =>
    surface(Float64Array.from({length: 2 * side}, (_, i) => at(i % 2 === 0 ? i >> 1 : row)));
  const distances = new Float64Array(4 * side * side).fill(Infinity);
  let here = rowOf(0);
  for (let row = 0; row < side; ++row) {
    const above = row + 1 < side ? rowOf(row + 1) : undefined;
    for (let column = 0; column < side; ++column) {
      directions.forEach(([right, up], direction) => {
        const other = up === 0 ? here : above;
        const next = column + right;
        if (other === undefined || next < 0 || next >= side) return;
        const size = here.length / side;
        distances[4 * (row * side + column) + direction] = distance(
          here.subarray(column * size, (column + 1) * size),
          other.subarray(next * size, (next + 1) * size)
        );
      });
    }
    here = above ?? here;
  }
  return {reach, side, distances};
}

/**
 * Returns how fast the surface moves at each point of a grid but those at its upper and right edge,
 * row by row from the lowest, [side − 1, side − 1]: the root mean square over all directions of the
 * distance moved for each unit of the plane, (½ tr G)^½ for the metric G = JᵀJ.
 */
export function gridSpeeds({reach, side, distances}: SurfaceGrid): Float64Array<ArrayBuffer> {
  const step = (2 * reach) / (side - 1);
  return Float64Array.from({length: (side - 1) ** 2}, (_, i) => {
    const point = Math.floor(i / (side - 1)) * side + (i % (side - 1));
    return Math.hypot(distances[4 * point], distances[4 * point + 1]) / (Math.SQRT2 * step);
  });
}

/**
 * Returns the shortest way from neighbor to neighbor of a grid between two points of the plane, by
 * Dijkstra’s algorithm; its ends are the points themselves, row-major [count, 2].
 */
export function gridPath(
  {reach, side, distances}: SurfaceGrid,
  from: PlanePoint,
  to: PlanePoint
): Float64Array<ArrayBuffer> {
  const nearest = (z: number) =>
    Math.min(side - 1, Math.max(0, Math.round(((z / reach + 1) / 2) * (side - 1))));
  const nodeOf = ([across, up]: PlanePoint) => nearest(up) * side + nearest(across);
  const [start, end] = [nodeOf(from), nodeOf(to)];
  const lengths = new Float64Array(side * side).fill(Infinity);
  const before = new Int32Array(side * side).fill(-1);
  const queue = nodeQueue(lengths);
  lengths[start] = 0;
  queue.push(start);
  for (let node = queue.pop(); node !== undefined && node !== end; node = queue.pop()) {
    const column = node % side;
    directions.forEach(([right, up], direction) => {
      for (const way of [1, -1]) {
        const next = node! + way * (up * side + right);
        const isBeside = column + way * right >= 0 && column + way * right < side;
        if (!isBeside || next < 0 || next >= side * side) continue;
        const length = lengths[node!] + distances[4 * (way === 1 ? node! : next) + direction];
        if (length >= lengths[next]) continue;
        lengths[next] = length;
        before[next] = node!;
        queue.push(next);
      }
    });
  }
  const way: number[] = [];
  const at = (i: number) => reach * ((2 * i) / (side - 1) - 1);
  for (let node = before[end]; node !== -1 && node !== start; node = before[node]) {
    way.unshift(at(node % side), at(Math.floor(node / side)));
  }
  return Float64Array.from([...from, ...way, ...to]);
}

/** Returns a queue of nodes, the one of the least length first; a node may be in it repeatedly. */
function nodeQueue(lengths: Float64Array): {
  push(node: number): void;
  pop(): number | undefined;
} {
  const heap: {node: number; length: number}[] = [];
  const swap = (i: number, j: number) => ([heap[i], heap[j]] = [heap[j], heap[i]]);
  return {
    push(node) {
      heap.push({node, length: lengths[node]});
      for (let i = heap.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (heap[parent].length <= heap[i].length) return;
        swap(i, parent);
        i = parent;
      }
    },
    pop() {
      if (heap.length === 0) return undefined;
      swap(0, heap.length - 1);
      const {node} = heap.pop()!;
      for (let i = 0; ;) {
        const children = [2 * i + 1, 2 * i + 2].filter((child) => child < heap.length);
        const least = children.toSorted((a, b) => heap[a].length - heap[b].length)[0];
        if (least === undefined || heap[least].length >= heap[i].length) return node;
        swap(i, least);
        i = least;
      }
    }
  };
}
