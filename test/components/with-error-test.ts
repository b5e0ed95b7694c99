import assert from "node:assert/strict";
import {it} from "node:test";
import {withError} from "../../src/components/with-error.js";

it("withError(mean, error) writes both to the second digit of the error", () => {
  assert.equal(withError(6.0427, 0.5532), "6.04 ± 0.55");
  assert.equal(withError(-1234.5, 163), "−1,230 ± 160");
  assert.equal(withError(0.00123, 0.0456), "0.001 ± 0.046");
});

it("withError(mean, error) writes three digits where there is no error, and a dash for no mean", () => {
  assert.equal(withError(1234.5, NaN), "1,230");
  assert.equal(withError(1.5, 0), "1.5");
  assert.equal(withError(NaN, NaN), "–");
});
