import assert from "node:assert/strict";
import {createReadStream} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {TestContext} from "node:test";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {decodeCodes} from "../src/formats/codes.js";
import {dataFolder, loadDataset} from "../tools/data/dataset.js";
import {readManifests} from "../tools/models/models-readme.js";
import {projectFolder} from "../tools/project.js";
import {useWasmBackend} from "../tools/models/wasm-backend.js";
import {serve} from "./tools/data/file-server.js";

/** The most by which float16, of 10 bits, moves a code, as a share of its size. */
const HALF_PRECISION = 2 ** -10;

const models = join(projectFolder, "models");

before(useWasmBackend);

for (const {id, dataset, latentSize, image} of await readManifests(models)) {
  const pixels = image.width * image.height;

  it(`${id}: tf.loadLayersModel opens the decoder with nothing of ours`, async (t) => {
    const model = await loadLayersModel(t, `${id}/decoder`);
    assert.deepEqual(
      [shapes(model.inputs), shapes(model.outputs)],
      [[[null, latentSize]], [[null, pixels]]]
    );
    assert.strictEqual(model.layers.at(-1)!.name, "logits");
    model.dispose();
  });

  it(`${id}: tf.loadLayersModel opens the encoder with nothing of ours`, async (t) => {
    const model = await loadLayersModel(t, `${id}/encoder`);
    assert.deepEqual(
      [shapes(model.inputs), shapes(model.outputs)],
      [
        [[null, pixels]],
        [
          [null, latentSize],
          [null, latentSize]
        ]
      ]
    );
    assert.deepEqual(model.outputNames, ["mu", "logVar"]);
    model.dispose();
  });

  const skip = dataFolder() === undefined && "AEVB_DATA is not set";
  it(`${id}: the encoder gives the codes of the first test images`, {skip}, async (t) => {
    const count = 100;
    const test = await loadDataset(dataset, {split: "test"});
    const codes = decodeCodes(Uint8Array.from(await readFile(join(models, id, "codes.bin"))));
    const model = await loadLayersModel(t, `${id}/encoder`);
    const [mu, logVar] = tf.tidy(() => {
      const x = tf.tensor2d(test.images.subarray(0, count * pixels), [count, pixels]).div(255);
      return (model.predictOnBatch(x) as tf.Tensor[]).map((output) => output.dataSync());
    });
    assertHalf(codes.mu.subarray(0, mu.length), mu);
    assertHalf(codes.logVar.subarray(0, logVar.length), logVar);
    assert.deepEqual(codes.labels, Uint8Array.from(test.labels));
    model.dispose();
  });
}

/** Returns a promise to a network of models/, loaded as anyone would from a server. */
async function loadLayersModel(t: TestContext, folder: string): Promise<tf.LayersModel> {
  const server = await serve(t, {
    models: ({url}, response) => createReadStream(join(projectFolder, url!)).pipe(response)
  });
  return tf.loadLayersModel(`${server.mirror("models")}${folder}/model.json`);
}

function shapes(tensors: tf.SymbolicTensor[]): tf.Shape[] {
  return tensors.map(({shape}) => shape);
}

/** Asserts that numbers are what float16 keeps of others. */
function assertHalf(actual: Float32Array, expected: ArrayLike<number>): void {
  const far = actual.findIndex(
    (value, i) => Math.abs(value - expected[i]) > HALF_PRECISION * (Math.abs(value) + 0.1)
  );
  assert.strictEqual(far, -1, `${far}: ${actual[far]}, expected ${expected[far]}`);
}
