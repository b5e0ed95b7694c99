import assert from "node:assert/strict";
import {it} from "node:test";
import {clamp} from "../../src/components/clamp.js";

it("clamp(value, range) keeps what is within the range, its ends included", () => {
  assert.equal(clamp(0.5, [0.05, 0.95]), 0.5);
  assert.equal(clamp(0.95, [0.05, 0.95]), 0.95);
});

it("clamp(value, range) is the nearer end for anything else, the infinite too", () => {
  assert.equal(clamp(-Infinity, [0.05, 0.95]), 0.05);
  assert.equal(clamp(1, [0.05, 0.95]), 0.95);
});
