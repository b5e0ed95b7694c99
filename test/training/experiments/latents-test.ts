import assert from "node:assert/strict";
import {it} from "node:test";
import {openLearner} from "../../../src/training/experiments/learner.js";
import {
  latentRecord,
  latentWalks,
  rankedLatents
} from "../../../src/training/experiments/latents.js";
import {tinyExperiment} from "./tiny-experiment.js";

it("rankedLatents(kl) are the latents, the largest KL first", () => {
  assert.deepEqual(rankedLatents([0.2, 3, 0, 1]), [1, 3, 0, 2]);
});

it("latentWalks(code, order, seed) move one latent a row, the others stay", () => {
  const z = latentWalks(Float32Array.of(5, 6), [1, 0], 0);
  assert.equal(z.length, 2 * 9 * 2);
  const points = Array.from({length: 18}, (_, at) => [z[2 * at], z[2 * at + 1]]);
  assert.deepEqual(points.slice(0, 2), [
    [5, -2.5],
    [5, -1.875]
  ]);
  assert.deepEqual(points.slice(8, 10), [
    [5, 2.5],
    [-2.5, 6]
  ]);
});

it("latentWalks(code, order, seed) draws the latents without a row anew, all at once", () => {
  const latents = 26;
  const code = new Float32Array(latents).fill(5);
  const order = [...code.keys()].toReversed();
  const z = latentWalks(code, order, 0);
  assert.equal(z.length, 25 * 9 * latents);
  const last = Array.from({length: 9}, (_, i) => {
    const at = (24 * 9 + i) * latents;
    return [...z.subarray(at, at + latents)];
  });
  // Latents 1 and 0 come last in the order.
  for (const point of last) assert.deepEqual(point.slice(2), [...code.subarray(2)]);
  assert.equal(new Set(last.flatMap((point) => point.slice(0, 2))).size, 18);
  assert.deepEqual(latentWalks(code, order, 0), z);
});

it("latentRecord(…) has the latents by their KL, and what each does to an image", async () => {
  const {plan, images, kernel} = await tinyExperiment({latentSize: 3});
  const learner = await openLearner(plan, images.train, kernel);
  for (let step = 0; step < 300; ++step) learner.step(0.05);
  const x = Float32Array.from(images.heldOut.pixels.subarray(0, 8), (pixel) => pixel / 255);
  const facts = {figure: 2, id: "tiny", command: "", commit: ""};
  const {mu, logVar} = learner.model.measure(x, new Float32Array(3));
  const kl = [...mu].map((m, j) => (m * m + Math.exp(logVar[j]) - 1 - logVar[j]) / 2);
  const point = {seconds: 0, klPerUnit: kl};
  const curve = [
    {...point, imagesSeen: 10},
    {...point, imagesSeen: 20}
  ];
  const {record, images: pictures} = latentRecord({plan, curve}, learner.model, x, facts);
  assert.equal(record.imagesSeen, 20);
  const expected = kl.toSorted((a, b) => b - a).map((value) => Number(value.toFixed(3)));
  assert.deepEqual(record.curve, {imagesSeen: [10, 20], kl: [expected, expected]});
  assert.equal(record.walks, 3);
  assert.equal(pictures.length, 3 * 9 * 8);
  /** How far apart the ends of a row are. */
  const reach = (row: number) => {
    const [from, to] = [row * 9 * 8, (row * 9 + 8) * 8];
    return Math.hypot(...Array.from({length: 8}, (_, i) => pictures[from + i] - pictures[to + i]));
  };
  // One latent says which side is dark; those that carry nothing do nothing.
  assert.ok(reach(0) > 5 * reach(2), `${reach(0)} ${reach(2)}`);
});

it("latentRecord(…) names a run without q, or without a point yet", async () => {
  const {plan, images, kernel} = await tinyExperiment({});
  const {model} = await openLearner(plan, images.train, kernel);
  const facts = {figure: 3, id: "n1000-mcem-0", command: "", commit: ""};
  assert.throws(
    () => latentRecord({plan, curve: []}, model, new Float32Array(8), facts),
    /^Error: invalid run n1000-mcem-0: it has no KL of its latents/
  );
});
