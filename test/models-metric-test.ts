import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {it} from "node:test";
import type {Deviations} from "../src/figures/manifold/metric.js";
import {agreement, compareDeviations} from "../src/figures/manifold/metric.js";
import {gunzip} from "../src/formats/gunzip.js";
import {decodeLayers} from "../src/formats/packed-file.js";
import {fisherMetric} from "../src/math/metric.js";
import {projectFolder} from "../tools/project.js";
import {shippedModel} from "../tools/models/shipped-model.js";

const stride = 50; // of test images: two hundred of them are enough

for (const id of ["mnist-2d", "fashion-2d"]) {
  const {codes, layers} = await shippedModel(id, {engine: "plain"});

  it(`${id}: the metric predicts the encoder’s σ, and better than that of marginals`, async () => {
    const metric = fisherMetric(layers);
    const metricsAt = async (z: Float32Array) =>
      Float64Array.from(
        Array.from({length: z.length / 2}, (_, i) => z.subarray(2 * i, 2 * i + 2)).flatMap((at) =>
          Array.from(metric(at))
        )
      );
    let deviations: Deviations | undefined;
    for await (const so of compareDeviations(codes, metricsAt, {every: stride})) deviations = so;
    const {encoder, predicted, marginal} = deviations!;
    const fit = agreement(predicted, encoder);
    assert.ok(Math.abs(fit.ratio - 1) < 0.05, `ratio ${fit.ratio}`);
    assert.ok(fit.correlation > 0.85, `correlation ${fit.correlation}`);
    assert.ok(agreement(marginal, encoder).ratio < fit.ratio);
  });

  it(`${id}: 8-bit weights change the metric little`, async () => {
    const path = join(projectFolder, "models", id, "decoder/int8.bin");
    const bytes = await gunzip(Uint8Array.from(await readFile(path)), path);
    const [exact, rounded] = [layers, decodeLayers(bytes.buffer as ArrayBuffer)].map(fisherMetric);
    const differences: number[] = [];
    for (let i = 0; i < codes.count; i += stride) {
      const z = codes.mu.subarray(2 * i, 2 * i + 2);
      differences.push(Math.abs(rounded(z)[0] / exact(z)[0] - 1));
    }
    differences.sort((a, b) => a - b);
    const at = (share: number) => differences[Math.floor(share * (differences.length - 1))];
    assert.ok(at(0.5) < 0.005, `median ${at(0.5)}`);
    assert.ok(at(0.95) < 0.05, `95th percentile ${at(0.95)}`);
  });
}
