import assert from "node:assert/strict";
import {it} from "node:test";
import {contourOfKl} from "../../../src/figures/kl/pad.js";
import {negativeKl} from "../../../src/math/kl-estimates.js";

it("contourOfKl(level, range) consists of Gaussians of that divergence", () => {
  for (const level of [0.1, 1, 4]) {
    const points = contourOfKl(level, [0.05, 3]).filter(({mu}) => !Number.isNaN(mu));
    assert.ok(points.length > 100);
    for (const q of points) assert.ok(Math.abs(negativeKl(q) + level) < 1e-6);
  }
});

it("contourOfKl(level, range) is closed, unless the range cuts it off", () => {
  const closed = contourOfKl(0.5, [0.05, 3]);
  assert.ok(closed.every(({mu}) => !Number.isNaN(mu)));
  assert.deepEqual(closed[0], closed.at(-1));
  const cut = contourOfKl(4, [0.05, 3]);
  assert.equal(cut.filter(({mu}) => Number.isNaN(mu)).length, 2);
});
