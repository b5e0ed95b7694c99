import assert from "node:assert/strict";
import {it} from "node:test";
import {numbersOf} from "../../src/reading/safetensors.js";

it("numbersOf(bytes, form) reads float64, float32, float16 and bfloat16", () => {
  const doubles = new Uint8Array(Float64Array.of(0.5, -2).buffer);
  assert.deepEqual(numbersOf(doubles, "float64"), Float32Array.of(0.5, -2));
  const singles = new Uint8Array(Float32Array.of(0.25, 3).buffer);
  assert.deepEqual(numbersOf(singles, "float32"), Float32Array.of(0.25, 3));
  assert.deepEqual(numbersOf(Uint8Array.of(0, 0x3c, 0, 0xc0), "float16"), Float32Array.of(1, -2));
  // 1.0 is 0x3f80 and −3 is 0xc040 in bfloat16.
  const brain = Uint8Array.of(0x80, 0x3f, 0x40, 0xc0);
  assert.deepEqual(numbersOf(brain, "bfloat16"), Float32Array.of(1, -3));
});

it("numbersOf(bytes, form) reads from the middle of a file, at any byte", () => {
  const file = Uint8Array.of(9, 0, 0x3c);
  assert.deepEqual(numbersOf(file.subarray(1), "float16"), Float32Array.of(1));
});
