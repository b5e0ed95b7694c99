import assert from "node:assert/strict";
import {it} from "node:test";
import {sampleDraws, sampleSheet} from "../../../src/figures/samples/samples.js";
import {priorSamples} from "../../../src/math/random.js";

const codes = {
  count: 2,
  latentSize: 3,
  mu: new Float32Array(6).fill(5),
  logVar: new Float32Array(6),
  labels: new Uint8Array(2)
};

it("sampleSheet(decoder, z) decodes points side by side", async () => {
  let decoded = new Float32Array();
  const decoder = {
    latentSize: 3,
    width: 1,
    height: 1,
    decode(z: Float32Array, count: number) {
      decoded = Float32Array.from(z);
      return Promise.resolve(Uint8ClampedArray.from({length: count}, (_, i) => i));
    }
  };
  const z = priorSamples(7, 4, 3);
  const sheet = await sampleSheet(decoder, z);
  assert.deepEqual(Array.from(sheet.pixels), [0, 1, 2, 3]);
  assert.deepEqual(sheet.z, decoded);
  assert.deepEqual(decoded, z);
});

it("sampleDraws(from, latentSize) asks for codes only where they are drawn from", async () => {
  const options = {seed: 7, count: 4, codes: () => Promise.reject(new Error("asked"))};
  assert.deepEqual(await sampleDraws("prior", 3, options), priorSamples(7, 4, 3));
  await assert.rejects(sampleDraws("mixture", 3, options), {message: "asked"});
  const drawn = await sampleDraws("mixture", 3, {...options, codes: async () => codes});
  assert.deepEqual(
    Array.from(drawn, (value) => Math.fround(value - 5).toFixed(4)),
    Array.from(priorSamples(7, 4, 3), (value) => value.toFixed(4))
  );
});
