import assert from "node:assert/strict";
import {it} from "node:test";
import {cellLatents} from "../../../src/figures/manifold/sheet.js";

it("cellLatents(z) has z₁ across, and z₂ downward from the greatest", () => {
  assert.deepEqual(Array.from(cellLatents([-1, 2])), [-1, 2, 2, 2, -1, -1, 2, -1]);
});
