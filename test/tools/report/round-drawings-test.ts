import assert from "node:assert/strict";
import {test} from "node:test";
import {roundedText} from "../../../tools/report/browser/round-drawings.js";

test("roundedText(text) keeps two decimals of each number, and all else", () => {
  assert.equal(roundedText("M10.123456,-0.98765L3,4.5Z"), "M10.12,-0.99L3,4.5Z");
  assert.equal(roundedText("2.0004e-5 50%"), "0 50%");
});
