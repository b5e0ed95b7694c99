import assert from "node:assert/strict";
import {it} from "node:test";
import {normalQuantile} from "../src/math/normal.js";
import {sheetLatents} from "../src/sheet-latents.js";

it("sheetLatents(4, 2, [0.05, 0.95])(u) has Φ⁻¹([0.95, 0.65, s0, s1]) in row 3, column 4", () => {
  const latents = sheetLatents(4, 2, [0.05, 0.95]);
  latents([0.7, 0.9]);
  const z = latents([0.2, 0.4]).slice(4 * (2 * 4 + 3), 4 * (2 * 4 + 4));
  const expected = [0.95, 0.65, 0.2, 0.4].map(normalQuantile);
  assert.ok(z.every((zi, i) => Math.abs(zi - expected[i]!) < 1e-6));
});
