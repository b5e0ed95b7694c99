import assert from "node:assert/strict";
import {it} from "node:test";
import {compareDeviations} from "../src/metric-comparison.js";
import {assertInDelta} from "./assert-in-delta.js";

const codes = {
  count: 5,
  latentSize: 2,
  mu: Float32Array.from({length: 10}, (_, i) => i),
  logVar: Float32Array.from({length: 10}, (_, i) => 2 * Math.log(i + 1)),
  labels: new Uint8Array(5)
};

it("compareDeviations(codes, metricsAt) takes every second image, in chunks", async () => {
  const asked: number[][] = [];
  const metricsAt = async (z: Float32Array) => {
    asked.push(Array.from(z));
    return Float64Array.from({length: 2 * z.length}, (_, i) => [3, 0, 0, 99][i % 4]);
  };
  const lengths: number[] = [];
  for await (const {encoder, predicted, marginal} of compareDeviations(codes, metricsAt, {
    every: 2,
    chunk: 2
  })) {
    lengths.push(encoder.length);
    assertInDelta(encoder, [1, 2, 5, 6, 9, 10].slice(0, encoder.length), 1e-5);
    assertInDelta(predicted, [0.5, 0.1, 0.5, 0.1, 0.5, 0.1].slice(0, encoder.length));
    assertInDelta(marginal, predicted, 1e-12);
  }
  assert.deepEqual(asked, [
    [0, 1, 4, 5],
    [8, 9]
  ]);
  assert.deepEqual(lengths, [4, 6]);
});

it("compareDeviations(codes, metricsAt) is for two latents", async () => {
  const metricsAt = async () => new Float64Array();
  const generator = compareDeviations({...codes, latentSize: 4}, metricsAt);
  await assert.rejects(generator.next(), {message: "invalid latentSize: 4, expected 2"});
});
