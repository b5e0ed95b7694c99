import assert from "node:assert/strict";
import {it} from "node:test";
import {zoomReach} from "../../src/components/posterior-plane.js";
import {assertInDelta} from "../assert-in-delta.js";

it("zoomReach(sigma) is the next round number above three of the greater σ", () => {
  assertInDelta([zoomReach([0.02, 0.04]), zoomReach([0.3, 0.1]), zoomReach([1, 1])], [0.15, 1, 3]);
});

it("zoomReach(sigma) holds three σ and less than six", () => {
  for (let sigma = 0.001; sigma < 3; sigma *= 1.01) {
    const deviations = zoomReach([sigma, sigma / 2]) / sigma;
    assert.ok(deviations >= 3 && deviations < 6, `${sigma}: ${deviations}`);
  }
});
