import assert from "node:assert/strict";
import {it} from "node:test";
import {normalCdf, normalPdf, normalQuantile} from "../../src/math/normal.js";
import {assertInDelta} from "../assert-in-delta.js";

it("normalQuantile(u) is the tabulated quantile", () => {
  const u = [0.5, 0.95, 0.05, 0.975, 0.65, 0.35, 0.999, 0.001];
  const z = [0, 1.644853627, -1.644853627, 1.959963985, 0.385320466, -0.385320466];
  assertInDelta(u.map(normalQuantile), [...z, 3.090232306, -3.090232306], 1e-8);
});

it("normalQuantile(u) is odd about 1/2", () => {
  for (const u of [0.01, 0.2, 0.4999]) {
    assertInDelta([normalQuantile(1 - u)], [-normalQuantile(u)], 1e-9);
  }
});

it("normalQuantile(u) inverts normalCdf(z), and back", () => {
  for (let z = -4; z <= 4; z += 0.25) {
    assertInDelta([normalQuantile(normalCdf(z))], [z], 1e-8);
  }
  for (let u = 0.01; u < 1; u += 0.01) assertInDelta([normalCdf(normalQuantile(u))], [u], 1e-10);
});

it("normalQuantile(u) throws at and outside the ends of (0, 1)", () => {
  for (const u of [0, 1, -0.1, 1.1, NaN, Infinity]) {
    assert.throws(() => normalQuantile(u), {
      name: "RangeError",
      message: `invalid u: ${u}, expected 0 < u < 1`
    });
  }
});

it("normalCdf(z) is the tabulated probability", () => {
  assertInDelta([-1.96, 0, 1].map(normalCdf), [0.024997895, 0.5, 0.841344746], 1e-8);
});

it("normalPdf(z) is the derivative of normalCdf(z)", () => {
  const h = 1e-5;
  for (const z of [-2, -0.3, 0, 1.7]) {
    assertInDelta([normalPdf(z)], [(normalCdf(z + h) - normalCdf(z - h)) / (2 * h)], 1e-7);
  }
  assertInDelta([normalPdf(0)], [0.3989422804], 1e-10);
});
