import assert from "node:assert/strict";
import {it} from "node:test";
import {boundWindow} from "../../../src/figures/gap/bar.js";

it("boundWindow(lowest, highest) holds both, with room, on an axis that ends at 0", () => {
  for (const [lowest, highest] of [
    [-142.3, -133.1],
    [-900, -130],
    [-60, -3],
    [-30000, -200]
  ] as const) {
    const [from, to] = boundWindow(lowest, highest);
    assert.ok(from < lowest && to > highest && to <= 0, `${from} ${to}`);
  }
});

it("boundWindow(lowest, highest) stands still while the bound moves a little", () => {
  assert.deepEqual(boundWindow(-142.3, -133.1), boundWindow(-143.1, -133.1));
});

it("boundWindow(lowest, highest) throws beyond every axis", () => {
  assert.throws(() => boundWindow(-1e9, -100), /invalid bound: -1000000000 nats/);
});
