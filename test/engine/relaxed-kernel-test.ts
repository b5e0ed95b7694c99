import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import {setFlagsFromString} from "node:v8";
import {hasRelaxedSimd, instantiateKernel} from "../../src/engine/kernel-memory.js";
import type {DecodingKernel} from "../../src/engine/kernel-network.js";
import {createKernelNetwork} from "../../src/engine/kernel-network.js";
import type {TrainingKernel} from "../../src/engine/training/kernel.js";
import {createKernelTrainer} from "../../src/engine/training/trainer.js";
import type {Architecture} from "../../src/formats/architecture.js";
import {decoderLayers, encoderLayers} from "../../src/formats/architecture.js";
import {randomSource, standardNormals} from "../../src/math/random.js";
import {quantizeLayers} from "../../src/vae/quantize.js";
import {initialWeights} from "../../src/vae/weights.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {assertInDelta} from "../assert-in-delta.js";
import {randomLayers} from "./random-layers.js";

describe("kernels with relaxed SIMD", () => {
  before(() => {
    // Node 20 has it behind a flag.
    if (!hasRelaxedSimd()) setFlagsFromString("--experimental-wasm-relaxed-simd");
    assert.ok(hasRelaxedSimd());
  });

  async function both<T>(use: (relaxed: boolean) => Promise<T>): Promise<[T, T]> {
    return [await use(false), await use(true)];
  }

  it("an engine without it refuses the build, and one with it takes both", async () => {
    const relaxed = await compileKernel("decoding", {relaxed: true});
    assert.ok(WebAssembly.validate(relaxed));
    assert.notDeepEqual(relaxed, await compileKernel("decoding"));
  });

  for (const activation of ["tanh", "relu"] as const) {
    it(`a decoder's pixels differ by 1 at most, and by 0.3 on average, ${activation}`, async () => {
      const layers = randomLayers([4, 500, 500, 784], activation);
      const z = standardNormals(randomSource(3), 4 * 33);
      for (const some of [layers, quantizeLayers(layers, z)]) {
        const [plain, relaxed] = await both(async (isRelaxed) => {
          const bytes = await compileKernel("decoding", {relaxed: isRelaxed});
          const module = await WebAssembly.compile(bytes);
          const network = createKernelNetwork(
            await instantiateKernel<DecodingKernel>(module),
            some
          );
          return {logits: network.logits(z, 33), pixels: network.pixels(z, 33)};
        });
        // What is rounded to an integer between two layers may fall to the other side.
        assertInDelta(relaxed.logits, plain.logits, some === layers ? 1e-4 : 1e-3);
        assertInDelta(relaxed.pixels, plain.pixels, 1);
        const off = relaxed.pixels.reduce(
          (sum, one, i) => sum + Math.abs(one - plain.pixels[i]!),
          0
        );
        assert.ok(off / relaxed.pixels.length < 0.3, `${off / relaxed.pixels.length}`);
      }
    });
  }

  it("twenty steps of training end at the same weights, but for rounding", async () => {
    const architecture: Architecture = {
      inputSize: 784,
      latentSize: 2,
      encoderHidden: [{units: 64, activation: "tanh"}],
      decoderHidden: [{units: 64, activation: "tanh"}]
    };
    const layers = {encoder: encoderLayers(architecture), decoder: decoderLayers(architecture)};
    const start = {
      step: 0,
      weights: initialWeights(architecture, {seed: 1}),
      optimizer: new Map()
    };
    const source = randomSource(5);
    const x = Float32Array.from({length: 784 * 20}, () => (source() < 0.2 ? source() : 0));
    const epsilon = standardNormals(randomSource(6), 2 * 20);
    const [plain, relaxed] = await both(async (isRelaxed) => {
      const module = await WebAssembly.compile(
        await compileKernel("training", {relaxed: isRelaxed})
      );
      const trainer = createKernelTrainer(
        await instantiateKernel<TrainingKernel>(module),
        layers,
        start,
        {optimizer: "adam", batchSize: 20, samples: 1}
      );
      const bounds = Array.from({length: 20}, () => trainer.step({x, epsilon}, 1e-3).elbo);
      return {bounds, weights: trainer.state().weights};
    });
    assertInDelta(relaxed.bounds, plain.bounds, 1e-3);
    for (const [name, {values}] of plain.weights) {
      assertInDelta(relaxed.weights.get(name)!.values, values, 1e-4);
    }
    assert.notDeepEqual(relaxed.bounds, plain.bounds, "they are two builds");
  });
});
