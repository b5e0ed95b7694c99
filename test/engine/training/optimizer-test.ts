import {before, it} from "node:test";
import {adagrad, adam} from "../../../src/vae/optimizer.js";
import {randomSource, standardNormals} from "../../../src/math/random.js";
import {instantiateKernel} from "../../../src/engine/kernel-memory.js";
import {allocateBias, readValues, writeValues} from "../../../src/engine/training/kernel.js";
import type {TrainingKernel} from "../../../src/engine/training/kernel.js";
import {createKernelOptimizer} from "../../../src/engine/training/optimizer.js";
import {compileKernel} from "../../../tools/models/compile-kernel.js";
import {assertInDelta} from "../../assert-in-delta.js";

let module: WebAssembly.Module;
before(async () => (module = await WebAssembly.compile(await compileKernel("training"))));

for (const optimizer of ["adam", "adagrad"] as const) {
  it(`createKernelOptimizer(…) adds the weight prior’s gradient, −decay · w: ${optimizer}`, async () => {
    const kernel = await instantiateKernel<TrainingKernel>(module);
    const spec = {name: "a", inputs: 1, units: 9, activation: "linear"} as const;
    const parameter = allocateBias(kernel, spec);
    const source = randomSource(1);
    const [values, slope] = [standardNormals(source, 9), standardNormals(source, 9)];
    writeValues(kernel, parameter, parameter.values, values);
    const decay = 0.3;
    const ours = createKernelOptimizer(kernel, [parameter], {
      optimizer,
      decay: (name) => (name === "a/bias" ? decay : NaN)
    });
    const weights = new Map([["a/bias", {shape: [9] as [number], values: values.slice()}]]);
    const peer = optimizer === "adam" ? adam() : adagrad();
    for (let step = 0; step < 4; ++step) {
      writeValues(kernel, parameter, parameter.gradient, slope);
      ours.ascend(0.1, step);
      const {values: now} = weights.get("a/bias")!;
      const whole = slope.map((g, i) => g - decay * now[i]);
      peer.ascend(weights, new Map([["a/bias", whole]]), 0.1, step);
    }
    assertInDelta(
      readValues(kernel, parameter, parameter.values),
      weights.get("a/bias")!.values,
      1e-5
    );
  });
}
