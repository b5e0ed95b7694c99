import assert from "node:assert/strict";
import {before, it} from "node:test";
import {decoderLayers, encoderLayers} from "../../../src/formats/architecture.js";
import {elboGradient} from "../../../src/vae/gradient.js";
import {initialWeights} from "../../../src/vae/weights.js";
import {createKernelGradient} from "../../../src/engine/training/gradient.js";
import {instantiateKernel} from "../../../src/engine/kernel-memory.js";
import {readValues} from "../../../src/engine/training/kernel.js";
import {createKernelVae} from "../../../src/engine/training/vae.js";
import type {TrainingKernel} from "../../../src/engine/training/kernel.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../../tools/models/wasm-backend.js";
import {assertInDelta} from "../../assert-in-delta.js";
import {tinyArchitecture, tinyBatch} from "../../vae/tiny-vae.js";

let module: WebAssembly.Module;
before(async () => {
  await useWasmBackend();
  module = await WebAssembly.compile(await compileKernel("training"));
});

const layer = (units: number) => ({units, activation: "tanh"}) as const;

/** First layers of one panel, of two, and of three with columns to spare; and none but mu, logVar. */
const architectures = [[layer(5)], [layer(16)], [layer(21)], []].map((encoderHidden) => ({
  ...tinyArchitecture(),
  inputSize: 37,
  encoderHidden
}));

for (const architecture of architectures) {
  const weights = initialWeights(architecture, {seed: 3});
  const {count, epsilon, x: ink} = tinyBatch(7, 1, architecture);
  // Rows without ink, with a little, and with ink everywhere; two columns have none in any row.
  const x = ink.map((value, i) => {
    const [row, column] = [Math.floor(i / 37), i % 37];
    return row === 2 || column < 2 || (row !== 4 && (i * 7919) % 11 < 8) ? 0 : value;
  });

  async function gradients(kernel: TrainingKernel) {
    const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
    const vae = createKernelVae(kernel, layers, weights, {batchSize: 7, samples: 1});
    const network = createKernelGradient(kernel, vae);
    // Images with ink everywhere come first: nothing of them may be left.
    network.compute({x: ink, epsilon});
    const {elbo} = network.compute({x, epsilon});
    const slopes = network.parameters.map(
      (one) => [one.name, readValues(kernel, one, one.gradient)] as const
    );
    return {elbo, slopes};
  }

  const units = architecture.encoderHidden[0]?.units ?? "no";
  it(`createSparseInput(…) changes no bit of the gradient, which is tfjs': ${units} hidden units`, async () => {
    const kernel = await instantiateKernel<TrainingKernel>(module);
    let packed = 0;
    const sparse = await gradients({
      ...kernel,
      packSparseRows(...args) {
        const isSparse = kernel.packSparseRows(...args);
        packed += isSparse;
        return isSparse;
      }
    });
    assert.ok(packed > 0, "the images count as dense");
    const other = await instantiateKernel<TrainingKernel>(module);
    assert.deepEqual(await gradients({...other, packSparseRows: () => 0}), sparse);

    const expected = elboGradient(weights, {x, count}, epsilon, architecture);
    assertInDelta([sparse.elbo], [expected.elbo], 1e-4);
    for (const [name, slope] of sparse.slopes) {
      assertInDelta(slope, expected.gradient.get(name)!, 1e-5);
    }
  });
}
