import assert from "node:assert/strict";
import {it} from "node:test";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {symmetricEigen} from "../../src/math/symmetric-eigen.js";
import {assertInDelta} from "../assert-in-delta.js";

it("symmetricEigen(a, n) of a diagonal matrix sorts it", () => {
  const {values, vectors} = symmetricEigen([1, 0, 0, 0, 3, 0, 0, 0, 2], 3);
  assert.deepEqual([...values], [3, 2, 1]);
  assert.deepEqual([...vectors].map(Math.abs), [0, 1, 0, 0, 0, 1, 1, 0, 0]);
});

it("symmetricEigen(a, n) of [2 1; 1 2] is 3 and 1, along the diagonals", () => {
  const {values, vectors} = symmetricEigen([2, 1, 1, 2], 2);
  assertInDelta([...values], [3, 1]);
  assertInDelta([vectors[0]! * vectors[1]!, vectors[2]! * vectors[3]!], [0.5, -0.5]);
});

it("symmetricEigen(a, n) gives a back, with orthonormal vectors", () => {
  const n = 6;
  const draws = standardNormals(randomSource(3), n * n);
  const a = Float64Array.from(draws, (_, i) => draws[i]! + draws[(i % n) * n + Math.floor(i / n)]!);
  const {values, vectors} = symmetricEigen(a, n);
  const row = (k: number) => vectors.subarray(k * n, (k + 1) * n);
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < n; ++j) {
      let [sum, dot] = [0, 0];
      for (let k = 0; k < n; ++k) {
        sum += values[k]! * row(k)[i]! * row(k)[j]!;
        dot += row(i)[k]! * row(j)[k]!;
      }
      assertInDelta([sum, dot], [a[i * n + j]!, i === j ? 1 : 0], 1e-10);
    }
  }
});
