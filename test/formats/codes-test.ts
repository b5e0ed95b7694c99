import assert from "node:assert/strict";
import {it} from "node:test";
import {decodeCodes, encodeCodes} from "../../src/formats/codes.js";
import {assertInDelta} from "../assert-in-delta.js";

const codes = {
  count: 3,
  latentSize: 2,
  mu: Float32Array.of(0, 1, -2, 0.1, 3.5, -0.333),
  logVar: Float32Array.of(-6, -5.5, 0, 0.25, -8, -7.77),
  labels: Uint8Array.of(7, 0, 9)
};

it("decodeCodes(encodeCodes(codes)) is the codes to half precision", () => {
  const {mu, logVar, ...rest} = decodeCodes(encodeCodes(codes));
  assert.deepEqual(rest, {count: 3, latentSize: 2, labels: codes.labels});
  assertInDelta(mu, codes.mu, 1e-3);
  assertInDelta(logVar, codes.logVar, 4e-3);
});

it("encodeCodes(codes) is little-endian: header, mu, logVar, labels", () => {
  const bytes = encodeCodes(codes);
  assert.equal(bytes.length, 16 + 4 * 6 + 3);
  assert.deepEqual([...bytes.subarray(0, 4)], [...new TextEncoder().encode("AEVC")]);
  assert.deepEqual([...bytes.subarray(4, 16)], [1, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0]);
  assert.deepEqual([...bytes.subarray(16, 20)], [0, 0, 0, 0x3c]);
  assert.deepEqual([...bytes.subarray(-3)], [7, 0, 9]);
});

it("decodeCodes(bytes) reads from the middle of a larger buffer", () => {
  const bytes = encodeCodes(codes);
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  assert.deepEqual(decodeCodes(larger.subarray(3)), decodeCodes(bytes));
});

it("decodeCodes(bytes) throws a sentence for bytes that are not codes", () => {
  const bytes = encodeCodes(codes);
  const altered = (at: number, value: number) => bytes.with(at, value);
  assert.throws(() => decodeCodes(bytes.subarray(0, 15)), {
    message: "invalid codes: 15 bytes, expected at least 16"
  });
  assert.throws(() => decodeCodes(altered(0, 0)), /invalid codes: magic number 0x43564500/);
  assert.throws(() => decodeCodes(altered(4, 2)), /invalid codes: version 2, expected 1/);
  assert.throws(() => decodeCodes(bytes.subarray(0, -1)), {
    message: "invalid codes: 42 bytes, expected 43 for 3 codes of 2 dimensions"
  });
});
