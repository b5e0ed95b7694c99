import assert from "node:assert/strict";
import {it} from "node:test";
import {putValues} from "../../src/state/put-value.js";
import type {ValueInput} from "../../src/state/put-value.js";

function valueInput(value: number): ValueInput<number> {
  return Object.assign(new EventTarget(), {value});
}

it("what hears of one value finds all others set, and equal ones are not heard of", () => {
  const inputs = {a: valueInput(1), b: valueInput(2), c: valueInput(3), d: valueInput(4)};
  const heard: [string, number[]][] = [];
  for (const [name, input] of Object.entries(inputs)) {
    const all = () => Object.values(inputs).map(({value}) => value);
    input.addEventListener("input", () => heard.push([name, all()]));
  }
  const values = {a: 5, b: 2, c: 6, d: undefined, e: 7}; // there is no input for e
  putValues(inputs, values);
  assert.deepEqual(heard, [
    ["a", [5, 2, 6, 4]],
    ["c", [5, 2, 6, 4]]
  ]);
});
