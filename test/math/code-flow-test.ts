import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {it} from "node:test";
import type {PriorRecord} from "../../src/formats/prior-record.js";
import {
  carry,
  FLOW_END,
  FLOW_STEPS,
  flowLogDensity,
  flowPass,
  flowStart,
  openFlow,
  standardLogDensity
} from "../../src/math/code-flow.js";
import {priorSamples} from "../../src/math/random.js";
import {assertInDelta} from "../assert-in-delta.js";

const file = new URL("../../src/data/prior/mnist-2d.json", import.meta.url);
const recorded = openFlow((JSON.parse(readFileSync(file, "utf8")) as PriorRecord).flow);

it("flowLogDensity(flow) of a flow before training is that of N(0, I)", () => {
  const z = Float64Array.from([0, 0, 1, -2, 0.3, 3]);
  const expected = [0, 1, 2].map((point) => standardLogDensity(z, point, 2));
  assertInDelta(flowLogDensity(flowStart(2, 1), z), expected, 1e-12);
  assertInDelta([expected[1]], [-Math.log(2 * Math.PI) - 2.5], 1e-12);
});

it("flowPass(flow).divergence() is the sum of the slopes of v, by differences", () => {
  const {v, forward, divergence} = flowPass(recorded);
  const h = 1e-5;
  for (const [z1, z2, t] of [
    [0.4, -1.1, 0.1],
    [-2, 0.7, 0.9],
    [1.5, 1.4, 1.5]
  ]) {
    const at = (point: readonly number[], component: number) => {
      forward(Float64Array.from(point), 0, t);
      return v[component];
    };
    const numeric =
      (at([z1 + h, z2], 0) - at([z1 - h, z2], 0) + at([z1, z2 + h], 1) - at([z1, z2 - h], 1)) /
      (2 * h);
    forward(Float64Array.from([z1, z2]), 0, t);
    assert.ok(Math.abs(numeric) > 0.01, String(numeric));
    assertInDelta([divergence()], [numeric], 1e-6);
  }
});

it("carry(flow) there and back again leaves points where they were", () => {
  const noise = priorSamples(4, 40, 2);
  const there = carry(recorded, noise, {from: FLOW_END, to: 0});
  const back = carry(recorded, there.z, {from: 0, to: FLOW_END});
  const moved = there.z.map((value, i) => Math.abs(value - noise[i]));
  assert.ok(Math.max(...moved) > 0.3, "points move");
  assertInDelta(back.z, noise, 0.01);
  assertInDelta(
    back.stretch,
    there.stretch.map((grown) => -grown),
    0.02
  );
});

it("carry(flow) in four times FLOW_STEPS brings draws to the same places", () => {
  const noise = priorSamples(6, 100, 2);
  const [some, many] = [FLOW_STEPS, 4 * FLOW_STEPS].map(
    (steps) => carry(recorded, noise, {from: FLOW_END, to: 0, steps}).z
  );
  const errors = some.map((value, i) => Math.abs(value - many[i])).toSorted();
  assert.ok(errors.at(-1)! < 0.03, String(errors.at(-1)));
  assert.ok(errors[100] < 0.001, String(errors[100]));
});

it("the density of the recorded prior integrates to 1 over the plane, within 0.002", () => {
  const [side, reach] = [48, 4.5];
  const cell = (2 * reach) / side;
  const middle = (i: number) => (i + 0.5) * cell - reach;
  const z = Float64Array.from({length: 2 * side * side}, (_, i) => {
    const point = Math.floor(i / 2);
    return middle(i % 2 === 0 ? point % side : Math.floor(point / side));
  });
  const total = flowLogDensity(recorded, z).reduce((sum, value) => sum + Math.exp(value), 0);
  assertInDelta([total * cell ** 2], [1], 0.002);
});
