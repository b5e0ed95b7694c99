import assert from "node:assert/strict";
import {it} from "node:test";
import {unitCodes} from "../../src/own/unit-codes.js";
import {assertInDelta} from "../assert-in-delta.js";

const cloud = {
  mu: Float32Array.of(0, 1.644854, -1.644854, 3.090232),
  labels: Uint8Array.of(0, 1),
  latentSize: 2,
  classes: ["zero", "one"]
};

it("unitCodes(cloud) is Φ of every coordinate", () => {
  assertInDelta(unitCodes(cloud).codes, [0.5, 0.95, 0.05, 0.999], 1e-6);
});

it("unitCodes(cloud) is computed once", () => {
  assert.equal(unitCodes(cloud), unitCodes(cloud));
});
