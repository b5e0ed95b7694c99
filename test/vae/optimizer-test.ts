import assert from "node:assert/strict";
import {it} from "node:test";
import {adagrad, adam} from "../../src/vae/optimizer.js";
import type {Weights} from "../../src/vae/weights.js";
import {assertInDelta} from "../assert-in-delta.js";

const single = (value: number): Weights =>
  new Map([["w", {shape: [1], values: Float32Array.of(value)}]]);
const slope = (value: number) => new Map([["w", Float32Array.of(value)]]);

it("adam() moves by the rate at the first step, whatever the size of the gradient", () => {
  for (const g of [1e-3, 1, 1e3]) {
    const weights = single(5);
    adam().ascend(weights, slope(g), 0.1, 0);
    assertInDelta(weights.get("w")!.values, [5.1], 1e-5);
  }
});

it("adam() takes the second step that its algorithm gives by hand", () => {
  const weights = single(0);
  const optimizer = adam();
  optimizer.ascend(weights, slope(1), 0.1, 0);
  optimizer.ascend(weights, slope(-3), 0.1, 1);
  const mean = (0.9 * 0.1 * 1 + 0.1 * -3) / (1 - 0.9 ** 2);
  const square = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.999 ** 2);
  assertInDelta(weights.get("w")!.values, [0.1 + (0.1 * mean) / Math.sqrt(square)], 1e-6);
});

it("adagrad() divides by the root of the sum of squared gradients", () => {
  const weights = single(1);
  const optimizer = adagrad();
  optimizer.ascend(weights, slope(3), 0.1, 0);
  assertInDelta(weights.get("w")!.values, [1.1], 1e-6);
  optimizer.ascend(weights, slope(4), 0.1, 1);
  assertInDelta(weights.get("w")!.values, [1.1 + (0.1 * 4) / 5], 1e-6);
});

for (const [name, optimizer, rate] of [
  ["adam", adam(), 0.05],
  ["adagrad", adagrad(), 0.5]
] as const) {
  it(`${name}() climbs −(w − 2)² to its top`, () => {
    const weights = single(-1);
    for (let step = 0; step < 500; ++step) {
      const [w] = weights.get("w")!.values;
      optimizer.ascend(weights, slope(-2 * (w - 2)), rate, step);
    }
    assertInDelta(weights.get("w")!.values, [2], 1e-2);
  });
}

it("adam({state}) goes on from the state of another", () => {
  const [whole, parted] = [single(0), single(0)];
  const first = adam();
  const gradients = [1, -2, 0.5, 4];
  gradients.forEach((g, step) => first.ascend(whole, slope(g), 0.1, step));
  let second = adam();
  for (const [step, g] of gradients.entries()) {
    if (step === 2) {
      second = adam({state: new Map(Array.from(second.state, ([k, v]) => [k, v.slice()]))});
    }
    second.ascend(parted, slope(g), 0.1, step);
  }
  assert.deepEqual(parted, whole);
});

it("adam() throws naming a weight without a gradient", () => {
  assert.throws(() => adam().ascend(single(0), new Map(), 0.1, 0), {
    message: "missing gradient: w, expected 1 numbers"
  });
});
