import assert from "node:assert/strict";
import {it} from "node:test";
import {exampleChoice} from "../../src/data/example-choice.js";

const labels = Uint8Array.of(2, 0, 1, 1, 0, 2, 0);

it("exampleChoice(labels, []) is one image of each class, by the seed, in the order of classes", () => {
  const chosen = exampleChoice(labels, []);
  assert.deepEqual(
    chosen.map(({index}) => labels[index]),
    [0, 1, 2]
  );
  assert.deepEqual(chosen, exampleChoice(labels, [], {seed: 0}));
  const seeds = Array.from({length: 20}, (_, seed) => exampleChoice(labels, [], {seed})[0].index);
  assert.ok(new Set(seeds).size > 1);
});

it("exampleChoice(labels, hardCases) ends with the hard cases, each image once", () => {
  const [first] = exampleChoice(labels, []);
  const other = [1, 4, 6].find((index) => index !== first.index)!;
  const chosen = exampleChoice(labels, [
    {kind: "widest gap", index: other},
    {kind: "two modes", index: other},
    {kind: "two modes", index: first.index}
  ]);
  assert.equal(chosen.length, 4);
  assert.deepEqual(chosen[3], {index: other, kinds: ["widest gap", "two modes"]});
  assert.deepEqual(chosen[0].kinds, ["class", "two modes"]);
});
