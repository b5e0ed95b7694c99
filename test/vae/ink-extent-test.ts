import assert from "node:assert/strict";
import {it} from "node:test";
import {inkExtent} from "../../src/vae/ink-extent.js";

it("inkExtent(x, columns) has the first and last pixels with ink, and the center of mass", () => {
  const x = [0, 0, 0, 0, 1, 0, 0, 3, 0, 0, 0, 0];
  assert.deepEqual(inkExtent(x, 3), {first: [1, 1], last: [1, 2], mass: [1, 1.75]});
});

it("inkExtent(x, columns) is undefined without ink", () => {
  assert.strictEqual(inkExtent([0, 0, 0, 0], 2), undefined);
});
