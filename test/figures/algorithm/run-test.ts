import assert from "node:assert/strict";
import {it} from "node:test";
import {algorithmRun, LINES} from "../../../src/figures/algorithm/run.js";
import type {TinyParameters} from "../../../src/math/tiny-vae.js";
import {tinyBound, tinyData, tinyNames, tinyStart, tinyStep} from "../../../src/math/tiny-vae.js";

const data = tinyData(30);
const settings = {M: 3, L: 2, estimator: "B"} as const;

it("at() goes through six lines a turn, with the parameters that the turn before has left", () => {
  const run = algorithmRun(data);
  let parameters: TinyParameters = tinyStart;
  for (let turn = 0; turn < 3; ++turn) {
    for (let line = 1; line <= LINES; ++line) {
      const moment = run.at({...settings, position: LINES * turn + line - 1}, 7);
      assert.deepEqual([moment.turn, moment.line], [turn, line]);
      assert.deepEqual(moment.parameters, parameters);
    }
    parameters = tinyStep(data, parameters, {seed: 7, turn, ...settings}).next;
  }
});

it("at() back and forth, and after other settings, gives the same moment", () => {
  const run = algorithmRun(data);
  const there = {...settings, position: 40};
  const first = run.at(there, 1);
  run.at({...settings, position: 3}, 1);
  run.at({...there, M: 1}, 1);
  run.at(there, 2);
  assert.deepEqual(run.at(there, 1), first);
  assert.notDeepEqual(run.at(there, 2).parameters, first.parameters);
});

it("at() gives the exact bound of every turn so far, never above log p(x)", () => {
  const {bounds, evidences, parameters} = algorithmRun(data).at({...settings, position: 600}, 1);
  assert.equal(bounds.length, 101);
  assert.equal(bounds.at(-1), tinyBound(data, parameters));
  bounds.forEach((bound, i) => assert.ok(bound <= evidences[i] + 1e-9));
});

it("the gap opens as the decoder begins to use z, and closes as the encoder follows", () => {
  const {bounds, evidences} = algorithmRun(tinyData(60)).at(
    {M: 3, L: 1, estimator: "B", position: 1200},
    1
  );
  const gap = (i: number) => evidences[i] - bounds[i];
  assert.ok(gap(20) > 3 * gap(0), `${gap(20)} ${gap(0)}`);
  assert.ok(gap(200) < 0.25 * gap(20), `${gap(200)} ${gap(20)}`);
});

it("at line 6 the bound of the new parameters is there", () => {
  const run = algorithmRun(data);
  const fifth = run.at({...settings, position: 4}, 1);
  const sixth = run.at({...settings, position: 5}, 1);
  assert.equal(fifth.bounds.length, 1);
  assert.equal(sixth.bounds.length, 2);
  assert.equal(sixth.bounds[1], tinyBound(data, sixth.step.next));
});

it("the decoder’s gradient is the same by (6) and by (7): KL does not contain θ", () => {
  const run = algorithmRun(data);
  const by = (estimator: "A" | "B") =>
    run.at({...settings, estimator, position: 4}, 1).step.gradient;
  const [six, seven] = [by("A"), by("B")];
  for (const name of tinyNames.slice(0, 4)) assert.equal(six[name], seven[name]);
  for (const name of tinyNames.slice(4)) assert.notEqual(six[name], seven[name]);
});
