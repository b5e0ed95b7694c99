import assert from "node:assert/strict";
import {it} from "node:test";
import {
  byteSize,
  counted,
  decimals,
  layerSizes,
  parameterCount,
  percent,
  shareBelow,
  thousands
} from "../../src/vae/wording.js";

it("thousands(value) puts commas between thousands", () => {
  assert.deepEqual([0, 999, 1800000].map(thousands), ["0", "999", "1,800,000"]);
});

it("decimals(value, digits) rounds and pads", () => {
  assert.strictEqual(decimals(137.256, 2), "137.26");
  assert.strictEqual(decimals(90, 1), "90.0");
});

it("counted(value, noun) is singular for one only", () => {
  assert.strictEqual(counted(1, "image"), "1 image");
  assert.strictEqual(counted(0, "image"), "0 images");
  assert.strictEqual(counted(60000, "image"), "60,000 images");
});

it("percent(share) rounds to whole percents", () => {
  assert.strictEqual(percent(0.9 ** 4), "66 %");
});

it("byteSize(bytes) chooses the unit", () => {
  assert.deepEqual([999, 1000, 140016, 1653249].map(byteSize), [
    "999 B",
    "1.0 kB",
    "140.0 kB",
    "1.65 MB"
  ]);
});

it("layerSizes(inputs, hidden) starts with the inputs", () => {
  assert.strictEqual(layerSizes(784, []), "784");
  assert.strictEqual(
    layerSizes(784, [
      {units: 500, activation: "relu"},
      {units: 20, activation: "tanh"}
    ]),
    "784 – 500 ReLU – 20 tanh"
  );
});

it("parameterCount(inputs, hidden, outputs) counts weights and biases", () => {
  assert.strictEqual(parameterCount(2, [], 3), 9);
  assert.strictEqual(parameterCount(2, [{units: 500, activation: "tanh"}], 784), 1500 + 392784);
});

it("shareBelow(share) rounds down: only all is 100 %", () => {
  assert.deepEqual([1, 0.999994, 0.999874].map(shareBelow), ["100 %", "99.99 %", "99.98 %"]);
});
