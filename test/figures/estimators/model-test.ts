import assert from "node:assert/strict";
import {it} from "node:test";
import {
  estimatorModel,
  firstChoice,
  shownDraws,
  type RecordedEstimates
} from "../../../src/figures/estimators/model.js";
import type {Draws} from "../../../src/math/gradients.js";
import {drawsOf, numberedNormals} from "../../../src/math/gradients.js";
import {assertInDelta} from "../../assert-in-delta.js";

const base64 = (values: Uint8Array | Float32Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("base64");

const q = {mu: [0.5, -1], logVar: [Math.log(0.25), 0]};
const bent = (z: Float64Array) => ({
  f: Float64Array.from({length: z.length / 2}, (_, l) => z[2 * l] - z[2 * l + 1]),
  slope: z.map((_, i) => (i % 2 === 0 ? 1 : -1))
});
const epsilon = numberedNormals(firstChoice.seed, {start: 0, count: shownDraws, latentSize: 2});
const expected = drawsOf(bent, {mu: q.mu, sigma: [0.5, 1]}, epsilon);
const image = {label: 4, pixels: base64(Uint8Array.of(0, 51, 255, 102))};
const recorded: RecordedEstimates = {
  source: "test images",
  images: Array.from({length: firstChoice.image + 1}, () => image),
  codes: {[firstChoice.state]: Array.from({length: firstChoice.image + 1}, () => q), late: [q]},
  first: {
    f: base64(Float32Array.from(expected.f)),
    slope: base64(Float32Array.from(expected.slope))
  }
};

it("the first frame is the draws of the first choice, whose noise comes from its seed", () => {
  const {first} = estimatorModel(recorded, () => Promise.reject(new Error("not asked")));
  assertInDelta(first.z, expected.z, 1e-12);
  assertInDelta(first.f, expected.f, 1e-6);
  assertInDelta(first.slope, expected.slope, 1e-6);
});

it("draws() goes through the decoder of the state, with the image as ink from 0 to 1", async () => {
  const asked: unknown[] = [];
  const model = estimatorModel<string>(recorded, async (state, {x, q: of, epsilon: noise}) => {
    asked.push([state, Array.from(x), of.sigma]);
    return drawsOf(bent, of, noise);
  });
  const draws: Draws = await model.draws({state: "late", image: 0, seed: firstChoice.seed}, 3);
  assert.deepEqual(asked, [["late", [0, 0.2, 1, 0.4].map(Math.fround), [0.5, 1]]]);
  assertInDelta(draws.z, expected.z.slice(0, 6), 1e-12);
});
