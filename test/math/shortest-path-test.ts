import assert from "node:assert/strict";
import {it} from "node:test";
import {evenPath, shortestPath} from "../../src/math/shortest-path.js";
import {gridPath, gridSpeeds, surfaceGrid} from "../../src/math/surface-grid.js";
import type {PlanePoint, Surface} from "../../src/math/surface.js";
import {stepLengths, straightLine} from "../../src/math/surface.js";
import {assertInDelta} from "../assert-in-delta.js";

/** Returns the surface that takes each point of the plane by a function. */
const surfaceOf =
  (place: (a: number, b: number) => number[]): Surface =>
  (points) =>
    Float64Array.from(
      Array.from({length: points.length / 2}, (_, i) =>
        place(points[2 * i], points[2 * i + 1])
      ).flat()
    );

const flat = surfaceOf((a, b) => [3 * a, b, a - b]);
/** Polar coordinates: b is the angle, and a, with 3 added, the radius. */
const polar = surfaceOf((a, b) => [(a + 3) * Math.cos(b), (a + 3) * Math.sin(b)]);
/** The sphere of radius 1: a is the longitude, b the latitude. */
const sphere = surfaceOf((a, b) => [
  Math.cos(b) * Math.cos(a),
  Math.cos(b) * Math.sin(a),
  Math.sin(b)
]);

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, one) => sum + one, 0);

/** Returns the steps on the surface of the shortest path, and of the straight line. */
function steps(surface: Surface, from: PlanePoint, to: PlanePoint, count = 32) {
  const grid = surfaceGrid(surface, {reach: 2, side: 33});
  const path = shortestPath(surface, grid, {from, to, steps: count});
  const line = straightLine(from, to, count);
  const [along, across] = [path, line].map((way) => stepLengths(surface(way), count + 1));
  return {path, along, across};
}

it("shortestPath on a flat surface is the straight line", () => {
  const {path} = steps(flat, [-1.1, 0.3], [1.7, -1.3]);
  assertInDelta([...path], [...straightLine([-1.1, 0.3], [1.7, -1.3], 32)], 1e-3);
});

it("shortestPath in polar coordinates is the chord, at equal steps", () => {
  const {path, along, across} = steps(polar, [0, -1], [1, 1.2]);
  const exact = Math.hypot(
    4 * Math.cos(1.2) - 3 * Math.cos(1),
    4 * Math.sin(1.2) + 3 * Math.sin(1)
  );
  assertInDelta([total(along)], [exact], 1e-3);
  assert.ok(total(across) > exact + 0.3);
  assertInDelta(
    [...along],
    along.map(() => exact / 32),
    2e-3
  );
  assert.deepEqual([...path.slice(0, 2), ...path.slice(-2)], [0, -1, 1, 1.2]);
});

it("shortestPath on a sphere is the great circle", () => {
  const [from, to] = [
    [-1.2, 0.7],
    [1.2, 0.7]
  ] as const;
  const [a, b] = [sphere(Float64Array.from(from)), sphere(Float64Array.from(to))];
  const angle = Math.acos(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  const {path, along, across} = steps(sphere, from, to);
  assertInDelta([total(along)], [angle], 1e-3);
  assertInDelta([total(across)], [2.4 * Math.cos(0.7)], 1e-2);
  assertInDelta([path[33]], [Math.atan(Math.tan(0.7) / Math.cos(1.2))], 5e-3);
});

it("shortestPath goes around a hill that a straight line climbs", () => {
  const hill = surfaceOf((a, b) => [a, b, 6 * Math.exp(-4 * (a * a + b * b))]);
  const {path, along, across} = steps(hill, [-1.5, 0], [1.5, 0.01]);
  assert.ok(total(along) < 3.8, String(total(along)));
  assert.ok(total(across) > 11);
  assert.ok(Math.abs(path[33]) > 0.6, `passes at ${path[33]}`);
});

it("gridPath(grid, from, to) has the points themselves as its ends", () => {
  const grid = surfaceGrid(flat, {reach: 2, side: 9});
  const path = gridPath(grid, [-1.9, -0.1], [1.1, 0.1]);
  assert.deepEqual([...path.slice(0, 2), ...path.slice(-2)], [-1.9, -0.1, 1.1, 0.1]);
  assert.deepEqual(Array.from(path.slice(2, 4)), [-1.5, 0]);
});

it("gridSpeeds(grid) are the root mean square of the directions’", () => {
  const speeds = gridSpeeds(surfaceGrid(flat, {reach: 2, side: 9}));
  assert.equal(speeds.length, 64);
  assertInDelta([speeds[0], speeds[63]], [Math.sqrt((10 + 2) / 2), Math.sqrt(6)], 1e-9);
});

it("evenPath(surface, path, steps) has equal steps on the surface", () => {
  const bent = surfaceOf((a, b) => [a ** 3, b]);
  const even = evenPath(bent, straightLine([0, 0], [1, 0], 64), 10);
  assertInDelta(
    [...stepLengths(bent(even), 11)],
    Array.from({length: 10}, () => 0.1),
    2e-3
  );
});
