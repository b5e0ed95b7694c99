import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {it} from "node:test";
import {gunzipSync} from "node:zlib";
import {decodeLayers} from "../../src/formats/packed-file.js";
import type {NoiseRow, TrainingStates} from "../../src/formats/training-states.js";
import type {EstimatorNoise} from "../../src/math/bound-estimates.js";
import {estimatorNoise, locationScaleOf} from "../../src/math/bound-estimates.js";
import type {FloatLayer} from "../../src/math/float-layers.js";
import {floatLayer} from "../../src/math/float-layers.js";
import {drawsOf, imageTarget, numberedNormals} from "../../src/math/gradients.js";
import {plainEncoding} from "../../src/math/plain-encoder.js";
import {recordedDecodings, shippedEncoder, shippedModel} from "../../tools/models/shipped-model.js";
import {projectFolder} from "../../tools/project.js";

const folder = join(projectFolder, "src", "data", "states");
const record = JSON.parse(readFileSync(join(folder, "record.json"), "utf8")) as TrainingStates;
const rowOf = (state: string): NoiseRow => record.noise.find((row) => row.state === state)!;

/** What an independent program found with the shipped models. */
const independent = [
  {state: "mnist-2d", value: [1.66, 2.32], quieterA: 0.79, mu: 1.001, logSigma: 0.999},
  {state: "mnist-tanh-20d", value: [7.4, 16.7], quieterA: 1, mu: 1.067, logSigma: 1.13}
];

for (const {state, value, quieterA, mu, logSigma} of independent) {
  it(`${state}: the noise of (6) and (7) is what an independent program found, to a tenth`, () => {
    const row = rowOf(state);
    const pairs = [
      [row.value.A, value[0]],
      [row.value.B, value[1]],
      [row.quieterA, quieterA],
      [row.mu.A, mu],
      [row.logSigma.A, logSigma]
    ];
    for (const [found, expected] of pairs) {
      assert.ok(Math.abs(found / expected - 1) < 0.1, `${found}, expected ${expected} ± 10 %`);
    }
  });
}

it("(6) is the quieter one in value from the first hundred minibatches on, and not before", () => {
  const [start, ...later] = record.steps.map((steps) => rowOf(String(steps)));
  assert.ok(start.value.A > start.value.B && start.quieterA < 0.5);
  for (const {value, quieterA} of later) assert.ok(value.A < value.B && quieterA > 0.75);
});

it("(7) is the quieter one in gradient throughout, much at the start and less and less by μ", () => {
  const ratios = record.steps.map((steps) => rowOf(String(steps)).mu.A);
  assert.ok(ratios[0] > 3, `${ratios[0]}`);
  assert.ok(ratios.every((ratio) => ratio > 1));
  assert.deepEqual(
    ratios,
    ratios.toSorted((a, b) => b - a)
  );
});

function networkOf(name: "encoder" | "decoder", steps: number): FloatLayer[] {
  const bytes = gunzipSync(readFileSync(join(folder, `${name}-${steps}.bin`)));
  return decodeLayers(new Uint8Array(bytes).buffer).map(floatLayer);
}

const DRAWS = 400;
const model = await shippedModel("mnist-2d", {engine: "plain"});
const encode = await shippedEncoder("mnist-2d");
const decodings = [0, 1, 2, 3].map((i) => recordedDecodings(model, [i]));

/** Returns how much the estimators vary for some decodings, at their encoder’s q. */
function noiseOf(
  decoder: FloatLayer[],
  q: (pixels: Uint8ClampedArray) => ReturnType<typeof plainEncoding>
): Record<"A" | "B" | "path", EstimatorNoise>[] {
  return decodings.map((pixels, i) => {
    const of = locationScaleOf(q(pixels));
    const epsilon = numberedNormals(i, {start: 0, count: DRAWS, latentSize: of.mu.length});
    const x = Float32Array.from(pixels, (byte) => byte / 255);
    return estimatorNoise(drawsOf(imageTarget(decoder, x), of, epsilon));
  });
}

it("with two latents (7) is never noisier than (6) in gradient by μ by more than a hundredth", () => {
  for (const {A, B} of noiseOf(model.layers.map(floatLayer), encode)) {
    assert.ok(B.mu < 1.01 * A.mu, `${B.mu}, of (6) ${A.mu}`);
  }
});

it("nor is it in the recorded training, whose networks have 20 latents", () => {
  for (const steps of [0, 1000]) {
    const encoder = networkOf("encoder", steps);
    const q = (pixels: Uint8ClampedArray) =>
      plainEncoding(
        encoder,
        Float32Array.from(pixels, (byte) => byte / 255)
      );
    const decoder = networkOf("decoder", steps);
    assert.equal(decoder[0].inputs, record.latentSize);
    assert.equal(decoder[0].units, record.hiddenUnits);
    for (const {A, B} of noiseOf(decoder, q)) {
      assert.ok(B.mu < 1.01 * A.mu, `${steps}: ${B.mu}, of (6) ${A.mu}`);
    }
  }
});
