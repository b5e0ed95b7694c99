import assert from "node:assert/strict";
import {it} from "node:test";
import {bernoulliArea, bernoulliCost, gaussianCost} from "../../src/math/pixel-costs.js";
import {assertInDelta} from "../assert-in-delta.js";

/** Returns the place in [0, 1] where a function is least, to 0.001. */
function leastAt(cost: (y: number) => number): number {
  const places = Array.from({length: 1001}, (_, i) => i / 1000);
  return places.reduce((best, y) => (cost(y) < cost(best) ? y : best));
}

it("both costs of a pixel are least where the prediction is right", () => {
  for (const x of [0, 0.2, 0.5, 0.9, 1]) {
    assert.equal(
      leastAt((y) => bernoulliCost(x, y)),
      x
    );
    for (const s of [0.1, 0.7])
      assert.equal(
        leastAt((y) => gaussianCost(x, y, s)),
        x
      );
  }
});

it("bernoulliCost(x, x) is the entropy H(x): log 2 at ½, and 0 at 0 and 1", () => {
  assertInDelta([bernoulliCost(0.5, 0.5)], [Math.LN2], 1e-12);
  assert.deepEqual([bernoulliCost(0, 0), bernoulliCost(1, 1)], [0, 0]);
});

it("bernoulliCost(x, y) is infinite where the prediction rules the pixel out", () => {
  assert.equal(bernoulliCost(0.3, 0), Infinity);
  assert.equal(bernoulliCost(0.3, 1), Infinity);
});

it("gaussianCost(x, x, s) is ½ log 2πs² for every x: 0.572 at s² = ½, and negative at s = 0.1", () => {
  for (const x of [0, 0.4, 1]) {
    assertInDelta(
      [gaussianCost(x, x, Math.SQRT1_2), gaussianCost(x, x, 0.1)],
      [0.572, -1.384],
      5e-4
    );
  }
});

it("gaussianCost(x, y, s) at s² = ½ is the squared error and a constant", () => {
  assertInDelta([gaussianCost(0.9, 0.2, Math.SQRT1_2) - 0.5 * Math.log(Math.PI)], [0.49], 1e-12);
});

it("a constant pixel earns 5.99 nats at s = 0.001, and log 10 more for each tenth of s", () => {
  assertInDelta([gaussianCost(0, 0, 1e-3)], [-5.99], 0.005);
  assertInDelta([gaussianCost(0, 0, 1e-3) - gaussianCost(0, 0, 1e-4)], [Math.log(10)], 1e-12);
});

it("bernoulliArea(y) is the integral of the likelihood over x: ½ at ½, 0.433 at 0.2, 0.364 at 0.1", () => {
  assertInDelta([0.5, 0.2, 0.1].map(bernoulliArea), [0.5, 0.433, 0.364], 5e-4);
  for (const y of [0.03, 0.49999, 0.5001, 0.77]) {
    const n = 2000;
    const middles = Array.from({length: n}, (_, i) => (i + 0.5) / n);
    const sum = middles.reduce((total, x) => total + Math.exp(-bernoulliCost(x, y)) / n, 0);
    assertInDelta([bernoulliArea(y)], [sum], 1e-6);
  }
});

it("bernoulliArea(y) is 0 where the prediction is certain", () => {
  assert.deepEqual([bernoulliArea(0), bernoulliArea(1)], [0, 0]);
});
