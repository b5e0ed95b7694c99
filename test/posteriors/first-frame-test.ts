import assert from "node:assert/strict";
import {it} from "node:test";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {openFirstFrame, recordFirstFrame} from "../../src/posteriors/first-frame.js";
import {randomSource} from "../../src/math/random.js";
import {posteriorSession} from "../../src/posteriors/session.js";
import {assertInDelta} from "../assert-in-delta.js";
import {randomLayers} from "../engine/random-layers.js";

const layers = randomLayers([2, 8, 12], "tanh");
const source = randomSource(6);
const x = Float32Array.from({length: 12}, () => Math.round(255 * source()) / 255);
const encoderQ = {mu: [0.2, 0.1], logVar: [-3, -2]};

const session = posteriorSession(async () => ({
  network: createPlainNetwork(layers),
  lastLayer: layers[1]
}));
void session.open({model: {layers, kernel: undefined}}, () => {});
const recorded = await recordFirstFrame(session, {x, columns: 4, encoderQ});
const frame = openFirstFrame(JSON.parse(JSON.stringify(recorded)));

it("a first frame has the terms of all q that are compared, computed to the end", () => {
  const {logEvidence} = frame.facts;
  assert.equal(frame.rows.length, 4);
  for (const {elbo, klToPosterior} of frame.rows) {
    assertInDelta([elbo + klToPosterior], [logEvidence], 0.02);
  }
  const [encoder, best, full, prior] = frame.rows.map(({klToPosterior}) => klToPosterior);
  assert.ok(best <= encoder + 0.01 && best <= prior + 0.01, `${best} of ${encoder}, ${prior}`);
  assert.ok(full <= best + 0.01, `${full} of ${best}`);
  assert.deepEqual(frame.q, encoderQ);
});

it("a first frame draws the image, and log p(x, z) averaged to 64 × 64 points", async () => {
  assert.deepEqual(
    Array.from(frame.pixels),
    Array.from(x, (ink) => Math.round(255 * ink))
  );
  const {values, columns, rows, box} = frame.landscape;
  assert.deepEqual([columns, rows, values.length, box[0]], [64, 64, 4096, -4.6]);
  const whole = await session.landscape({x});
  const mean = [0, 1, 128, 129].reduce((sum, i) => sum + whole[i] / 4, 0);
  const [z0, z1] = [-4.6 + 9.2 / 128, -4.6 + 9.2 / 128]; // the middle of the four
  const logPrior = -(z0 ** 2 + z1 ** 2) / 2 - Math.log(2 * Math.PI);
  assertInDelta([values[0]], [mean + logPrior], 0.05);
  assert.ok(Number.isInteger(frame.posterior.field.columns) && frame.posterior.levels.length === 2);
});
