import assert from "node:assert/strict";
import {it} from "node:test";
import {nextView, viewAround} from "../../src/components/plane-view.js";
import {assertInDelta} from "../assert-in-delta.js";

it("viewAround(…) is square, in the middle of the boxes, with some room", () => {
  const view = viewAround([0, 2, 0, 1], [1, 4, -1, 1]);
  assertInDelta(view, [2 - 2.24, 2 + 2.24, -2.24, 2.24]);
});

it("nextView(present, …) stays while all boxes are in it and not small", () => {
  const present = viewAround([0, 2, 0, 2]);
  assert.equal(nextView(present, [0.2, 1.4, 0.1, 2]), present);
  assert.deepEqual(nextView(undefined, [0, 2, 0, 2]), present);
});

it("nextView(present, …) is a new one where a box sticks out or all have become small", () => {
  const present = viewAround([0, 2, 0, 2]);
  assert.deepEqual(nextView(present, [1, 3, 0, 2]), viewAround([1, 3, 0, 2]));
  assert.deepEqual(nextView(present, [1, 1.2, 1, 1.2]), viewAround([1, 1.2, 1, 1.2]));
});
