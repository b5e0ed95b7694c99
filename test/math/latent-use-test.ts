import assert from "node:assert/strict";
import {it} from "node:test";
import {INACTIVE_KL, latentUse, meanKlPerUnit} from "../../src/math/latent-use.js";
import {assertInDelta} from "../assert-in-delta.js";

it("meanKlPerUnit(mu, logVar, …) is the mean of the closed form, dimension by dimension", () => {
  // By hand: ½ μ² with σ = 1; ½ (σ² − 1 − log σ²) with μ = 0 and σ² = 4.
  const mu = [1, 0, 0, 3, 0, 0];
  const logVar = [0, Math.log(4), 0, 0, Math.log(4), 0];
  assertInDelta(meanKlPerUnit(mu, logVar, 3), [(0.5 + 4.5) / 2, (3 - Math.log(4)) / 2, 0], 1e-12);
});

it("latentUse(klPerUnit) names a collapse, and counts what is active", () => {
  assert.deepEqual(latentUse([3.1, 2.5]), {state: "all active", active: 2});
  assert.deepEqual(latentUse([3.1, 0.001]), {state: "some inactive", active: 1});
  assert.deepEqual(latentUse([0.009, 0.001]), {state: "collapsed", active: 0});
  assert.deepEqual(latentUse([INACTIVE_KL]), {state: "all active", active: 1});
});
