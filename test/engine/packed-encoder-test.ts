import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {createPackedEncoder} from "../../src/engine/packed-encoder.js";
import {randomSource} from "../../src/math/random.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {readManifests} from "../../tools/models/models-readme.js";
import {projectFolder} from "../../tools/project.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";

describe("packed encoder", async () => {
  const models = join(projectFolder, "models");
  const tolerance = 1e-3;

  let kernel: WebAssembly.Module;
  before(async () => {
    kernel = await WebAssembly.compile(await compileKernel("decoding"));
    await useWasmBackend();
  });

  for (const manifest of await readManifests(models)) {
    const read = (name: string) => readFile(join(models, manifest.id, name));
    const weightsOf = async () => Uint8Array.from(await read("encoder/weights.bin")).buffer;

    it(`${manifest.id}: the packed encoder meets tfjs' within ${tolerance}`, async () => {
      const x = images(await read("golden.json"));
      const count = x.length / 784;
      const weights = await weightsOf();
      const json = JSON.parse((await read("encoder/model.json")).toString());
      const expected = await tfjsEncode(json, weights, x);
      for (const module of [kernel, undefined]) {
        const encoder = await createPackedEncoder({manifest, weights, kernel: module});
        const {mu, logVar} = encoder.encode(x, count);
        assertNear(mu, expected[0]);
        assertNear(logVar, expected[1]);
      }
    });
  }

  it("encoder.encode(x, count) refuses an x of another length, or not finite", async () => {
    const [manifest] = await readManifests(models);
    const bytes = await readFile(join(models, manifest.id, "encoder/weights.bin"));
    const encoder = await createPackedEncoder({
      manifest,
      weights: Uint8Array.from(bytes).buffer,
      kernel
    });
    assert.throws(() => encoder.encode(new Float32Array(3), 1), {
      name: "RangeError",
      message: "invalid x: length 3, expected 784"
    });
    assert.throws(() => encoder.encode(new Float32Array(784).fill(NaN, 5, 6), 1), {
      name: "RangeError",
      message: "invalid x: NaN at 5, expected finite numbers"
    });
  });

  it("createPackedEncoder refuses weights of another size", async () => {
    const [manifest] = await readManifests(models);
    const parts = {manifest, weights: new ArrayBuffer(4)};
    await assert.rejects(
      createPackedEncoder(parts),
      /^Error: invalid weights: 4 bytes, expected \d/
    );
  });

  /** Returns the recorded decodings, an image of noise and an empty one, pixels in [0, 1]. */
  function images(golden: Buffer): Float32Array {
    const {pixels} = JSON.parse(golden.toString()) as {pixels: string[]};
    const decodings = Buffer.concat(pixels.map((text) => Buffer.from(text, "base64")));
    const x = new Float32Array(decodings.length + 2 * 784);
    x.set(Float32Array.from(decodings, (ink) => ink / 255));
    x.set(Float32Array.from({length: 784}, randomSource(1)), decodings.length);
    return x;
  }

  async function tfjsEncode(
    json: {modelTopology: object; weightsManifest: {weights: tf.io.WeightsManifestEntry[]}[]},
    weightData: ArrayBuffer,
    x: Float32Array
  ): Promise<ArrayLike<number>[]> {
    const {modelTopology, weightsManifest} = json;
    const weightSpecs = weightsManifest.flatMap((group) => group.weights);
    const layersModel = await tf.loadLayersModel(
      tf.io.fromMemory({modelTopology, weightSpecs, weightData})
    );
    const outputs = tf.tidy(() => {
      const batch = tf.tensor2d(x, [x.length / 784, 784]);
      return (layersModel.predictOnBatch(batch) as tf.Tensor[]).map((output) => output.dataSync());
    });
    layersModel.dispose();
    return outputs;
  }

  function assertNear(actual: Float32Array, expected: ArrayLike<number>): void {
    assert.strictEqual(actual.length, expected.length);
    const far = actual.findIndex((value, i) => !(Math.abs(value - expected[i]) <= tolerance));
    assert.strictEqual(far, -1, `${far}: ${actual[far]}, expected ${expected[far]}`);
  }
});
