import assert from "node:assert/strict";
import {it} from "node:test";
import {goal} from "../../../bench/harness/figure.js";
import {digits, goalTable} from "../../../bench/harness/table.js";
import {spread} from "../../../bench/harness/spread.js";

it("spread(values) gives the median and the quartiles", () => {
  assert.deepEqual(spread([5, 1, 4, 2, 3]), {median: 3, quartiles: [2, 4], samples: 5});
});

it("spread(values) throws if there are none", () => {
  assert.throws(() => spread([]), {message: "invalid values: none"});
});

it("digits(value) keeps three significant digits, and whole numbers from a thousand on", () => {
  assert.deepEqual([0.05234, 5.43216, 123.456, 12345.6].map(digits), [
    "0.0523",
    "5.43",
    "123",
    "12,346"
  ]);
});

it("goalTable(goals) says which goals are met, in either direction", () => {
  const facts = {part: "startup", where: "Chromium", value: 2, unit: "×", target: 2.5} as const;
  const goals = [
    goal({...facts, what: "at least", comparison: "≥"}),
    goal({...facts, what: "at most", comparison: "≤"})
  ];
  const verdicts = goalTable(goals)
    .split("\n")
    .slice(2)
    .map((line) => line.split("|").at(-2)!.trim());
  assert.deepEqual(verdicts, ["missed", "met"]);
});
