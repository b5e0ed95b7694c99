import assert from "node:assert/strict";
import {it} from "node:test";
import {checkedSize} from "../../src/figures/frame.js";

it("checkedSize(message, name) takes what a figure says of itself", () => {
  const size = {figure: "gap", title: "The gap", height: 480};
  assert.deepEqual(checkedSize({...size, more: 1}, "gap"), size);
});

it("checkedSize(message, name) bounds heights and titles", () => {
  const size = checkedSize({figure: "gap", title: "a".repeat(1e6), height: 1e9}, "gap");
  assert.deepEqual(size, {figure: "gap", title: "a".repeat(200), height: 6000});
});

it("checkedSize(message, name) takes nothing of another kind, or of another figure", () => {
  const size = {figure: "gap", title: "The gap", height: 480};
  for (const message of [
    undefined,
    null,
    7,
    "gap",
    [],
    {},
    {...size, figure: "metric"},
    {...size, title: {toString: "gap"}},
    ...[NaN, -1, 0, "480", "1px;position:fixed", null].map((height) => ({...size, height}))
  ]) {
    assert.equal(checkedSize(message, "gap"), undefined, JSON.stringify(message));
  }
});
