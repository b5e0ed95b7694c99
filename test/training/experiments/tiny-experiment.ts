import {paperSetting, type ExperimentPlan} from "../../../src/training/experiments/plan.js";
import type {ExperimentSetup} from "../../../src/training/experiments/run.js";
import {randomSource} from "../../../src/math/random.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";

/** Images of which either the left or the right half is dark, and the other light. */
function twoKinds(seed: number, count: number, size: number) {
  const source = randomSource(seed);
  const pixels = new Uint8Array(count * size);
  for (let image = 0; image < count; ++image) {
    const isLeft = source() < 0.5;
    for (let i = 0; i < size; ++i) {
      pixels[image * size + i] = (i < size / 2 === isLeft ? 200 : 20) + 35 * source();
    }
  }
  return {pixels, count};
}

/** Returns a promise to a run that takes milliseconds, with one latent and 8 pixels. */
export async function tinyExperiment(changes: Partial<ExperimentPlan>): Promise<ExperimentSetup> {
  const plan: ExperimentPlan = {
    ...paperSetting,
    method: "aevb",
    trainImages: 40,
    latentSize: 1,
    hiddenUnits: 6,
    rates: [0.05],
    batchSize: 10,
    initializer: "fan-in",
    measuredImages: 30,
    seed: 0,
    ...changes
  };
  return {
    plan,
    images: {train: twoKinds(1, 50, 8), heldOut: twoKinds(2, 30, 8)},
    kernel: await WebAssembly.compile(await compileKernel("training")),
    clock: () => 0
  };
}
