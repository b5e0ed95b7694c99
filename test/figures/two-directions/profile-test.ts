import assert from "node:assert/strict";
import {it} from "node:test";
import {minIndex} from "d3";
import {klProfile} from "../../../src/figures/two-directions/profile.js";
import {forwardFit, forwardKl, reverseKl} from "../../../src/math/two-hills.js";
import {assertInDelta} from "../../assert-in-delta.js";

const p = {weight: 0.7, distance: 2, spread: 0.5};

it("klProfile(p, …) has its least values where the fits are", () => {
  const points = klProfile(p, 4, 81);
  const [reverse, forward] = (["reverse", "forward"] as const).map(
    (kind) => points[minIndex(points, (point) => point[kind])]!
  );
  assertInDelta([reverse!.mu, reverse!.reverse], [-2, 0.357], 0.001);
  assertInDelta([forward!.mu, forward!.forward], [-0.8, 0.724], 0.001);
});

it("klProfile(p, …) lies at or below the divergences of every q", () => {
  for (const {mu, reverse, forward} of klProfile(p, 4, 17)) {
    for (const sigma of [0.3, 0.5, 1, 1.7, 2.5, 3.5]) {
      assert.ok(reverse <= reverseKl({mu, sigma}, p) + 0.005, `reverse at ${mu}, ${sigma}`);
      assert.ok(forward <= forwardKl({mu, sigma}, p) + 0.001, `forward at ${mu}, ${sigma}`);
    }
  }
  const best = forwardFit(p);
  const [at] = klProfile(p, -best.mu, 2).filter(({mu}) => mu < 0);
  assertInDelta([at!.forward], [forwardKl(best, p)], 1e-6);
});
