import assert from "node:assert/strict";
import type {Weights} from "../src/vae/weights.js";
import {assertInDelta} from "./assert-in-delta.js";

/**
 * Asserts that a gradient is the one by differences of `value`, for every weight that it names.
 * Mutates the weights, and puts them back.
 *
 * @param h the distance of the differences: float32 leaves about 1e-7 of a value near 4
 */
export function assertNumericGradient(
  weights: Weights,
  gradient: ReadonlyMap<string, Float32Array>,
  value: () => number,
  {h = 5e-3, delta = 5e-4} = {}
): void {
  for (const [name, slopes] of gradient) {
    const {values} = weights.get(name)!;
    const numeric = Float64Array.from(values, (weight, i) => {
      values[i] = weight + h;
      const above = value();
      values[i] = weight - h;
      const below = value();
      values[i] = weight;
      return (above - below) / (2 * h);
    });
    assert.ok(
      numeric.some((slope) => Math.abs(slope) > 1e-3),
      `${name} has no slope`
    );
    assertInDelta(slopes, numeric, delta);
  }
}
