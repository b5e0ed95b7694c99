import assert from "node:assert/strict";
import {test} from "node:test";
import {durationText} from "../../src/training/pace.js";

test("durationText(seconds) has seconds, minutes or hours, as it gets longer", () => {
  assert.equal(durationText(0), "0 s");
  assert.equal(durationText(59.4), "59 s");
  assert.equal(durationText(59.6), "1 min 00 s");
  assert.equal(durationText(125), "2 min 05 s");
  assert.equal(durationText(3 * 3600 + 119), "3 h 02 min");
});
