import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {agreement, compareDeviations} from "../../../src/figures/manifold/metric.js";
import {assertInDelta} from "../../assert-in-delta.js";

describe("metric comparison", async () => {
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
});

describe("agreement", () => {
  it("agreement(predicted, found) of proportional numbers correlates fully", () => {
    const {ratio, correlation, withinQuarter} = agreement([1, 2, 4], [1.2, 2.4, 4.8]);
    assertInDelta([ratio, correlation, withinQuarter], [1.2, 1, 1], 1e-12);
  });

  it("agreement(predicted, found) counts what differs by at most a quarter", () => {
    const {ratio, withinQuarter} = agreement([1, 1, 1, 1], [0.7, 0.8, 1.2, 1.3]);
    assertInDelta([ratio, withinQuarter], [1, 0.5], 1e-12);
  });

  it("agreement(predicted, found) of opposite logarithms is −1", () => {
    assertInDelta([agreement([1, 10, 100], [100, 10, 1]).correlation], [-1], 1e-12);
  });

  it("agreement([], []) is not a number", () => {
    assert.ok(Object.values(agreement([], [])).every(Number.isNaN));
  });
});
