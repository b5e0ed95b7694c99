import assert from "node:assert/strict";
import {test} from "node:test";
import * as v from "valibot";
import {checkCells} from "../src/cells/check-cells.js";
import {brief, parseJson} from "../src/formats/json.js";
import {parseRecord, record} from "../src/formats/record.js";
import {invalidFile} from "../src/reading/file.js";
import {numberIn, oneOf} from "../src/state/kinds.js";
import {planWithOptions} from "../src/training/command.js";
import {choicesOfOptions} from "../src/training/own-images.js";
import {parseRunPlan, presetPlan} from "../src/training/plan.js";

const long = "x".repeat(5000);
const plan = presetPlan("viewer", {dataset: "mnist"});

/** What takes a value that a link, a file or a command may hold, by what is wrong. */
const refusals: [what: string, refuse: () => unknown, said: RegExp][] = [
  ["a number of a link", () => numberIn([0, 1]).fromJson(long), /^"x+…, expected a number from 0/],
  ["a choice of a link", () => oneOf(["a", "b"]).fromJson(long), /^"x+…, expected one of "a", "b"/],
  ["a key of a link", () => parseJson(`{"__proto__": 1}`), /^invalid key: "__proto__", expected/],
  ["cells of a link", () => checkCells(long), /^invalid cells: "x+…, expected a list of up to/],
  [
    "a cell that stands after another",
    () => checkCells([{id: "bound:7", source: "", after: long}]),
    /^invalid after of the cell bound:7: "x+…, expected it of added cells alone$/
  ],
  [
    "a field that a file should not have",
    () => parseRecord("manifest", record({}), {[long]: 1}),
    /^invalid manifest: unknown field \["x+…\], expected none of that name$/
  ],
  [
    "a field of a file",
    () => parseRecord("manifest", record({id: v.number("expected a number")}), {id: long}),
    /^invalid manifest: id: "x+…, expected a number$/
  ],
  [
    "a file’s name and contents",
    () => {
      throw invalidFile(`${long}.json`, `name ${long}`, "a name");
    },
    /^invalid …x+\.json: name x+…, expected a name$/
  ],
  ["a plan’s field", () => parseRunPlan({...plan, rate: long}), /^invalid plan: rate: "x+…, /],
  ["a preset’s name", () => presetPlan(long, plan), /^unknown preset: "x+…, expected one of paper/],
  [
    "a number of the command",
    () => planWithOptions(plan, {batch: long}),
    /^invalid --batch: "x+…, expected a number$/
  ],
  [
    "a range of the command",
    () => choicesOfOptions({range: long}),
    /^invalid --range: "x+…, expected the numbers of paper and ink/
  ]
];

for (const [what, refuse, said] of refusals) {
  test(`what is said of ${what} names it, the beginning of its value and what is right`, () => {
    assert.throws(refuse, ({message}: Error) => {
      assert.match(message, said);
      return message.length < 300;
    });
  });
}

test("a link and a file say the same of the same value", () => {
  const link = () => numberIn([0, 1]).fromJson(long);
  const file = () => parseRecord("number", v.number("expected a number"), long);
  const shown = (refuse: () => unknown) => {
    try {
      return void refuse();
    } catch (error) {
      return /"x+…/.exec((error as Error).message)?.[0];
    }
  };
  assert.equal(shown(link), brief(long));
  assert.equal(shown(file), brief(long));
});

test("brief(value) shows what JSON cannot hold, too", () => {
  assert.equal(brief(undefined), "undefined");
  assert.equal(brief(Symbol("a")), "Symbol(a)");
  assert.equal(brief(NaN), "NaN");
});
