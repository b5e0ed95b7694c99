import assert from "node:assert/strict";
import {it} from "node:test";
import {sampleSheet} from "../../../src/figures/samples/samples.js";
import {priorSamples} from "../../../src/math/random.js";

it("sampleSheet(decoder, seed, side) decodes draws of the prior, side by side", async () => {
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
  const sheet = await sampleSheet(decoder, 7, 2);
  assert.deepEqual(Array.from(sheet.pixels), [0, 1, 2, 3]);
  assert.deepEqual(sheet.z, decoded);
  assert.deepEqual(decoded, priorSamples(7, 4, 3));
});
