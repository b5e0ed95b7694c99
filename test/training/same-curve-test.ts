import assert from "node:assert/strict";
import {before, it} from "node:test";
import type {RunPlan} from "../../src/training/run-plan.js";
import {trainerPlanOf} from "../../src/training/trainer-plan.js";
import type {MeanElbo} from "../../src/vae/gradient.js";
import {compileKernel} from "../../tools/compile-kernel.js";
import {runTraining} from "../../tools/training/run.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {SIDE, reportsOf, tinyImages, tinyPlan, tinySession} from "./tiny-run.js";

let kernel: WebAssembly.Module;
before(async () => {
  await useWasmBackend();
  kernel = await WebAssembly.compile(await compileKernel("training"));
});

/** Resolves to the terms of every minibatch of a run of npm run train. */
async function curveOfNode(plan: RunPlan, engine: "kernel" | "tfjs"): Promise<MeanElbo[]> {
  const curve: MeanElbo[] = [];
  const model = {id: "tiny", dataset: "mnist", ...trainerPlanOf(plan, SIDE ** 2)} as const;
  await runTraining(model, tinyImages.train, {
    engine,
    onProgress: (terms) => curve.push(terms),
    save: async () => {},
    signal: new AbortController().signal
  });
  return curve;
}

for (const engine of ["kernel", "tfjs"] as const) {
  it(`a session has the curve of npm run train, over 200 steps, with the engine ${engine}`, async () => {
    const plan = tinyPlan({beta: 2, seed: 3});
    const session = tinySession();
    await session.handle({type: "start", plan, images: tinyImages, kernel, paused: false});
    await session.ended();
    const reports = reportsOf(session.answers).filter(({minibatch}) => minibatch !== undefined);
    const curve = await curveOfNode(plan, engine);
    assert.equal(curve.length, 200);
    assert.deepEqual(
      reports.map(({step}) => step),
      curve.map((_, i) => i + 1)
    );
    const ratios = reports.map(({minibatch}, i) => minibatch!.elbo / curve[i].elbo);
    assertInDelta(
      ratios,
      ratios.map(() => 1),
      1e-3
    );
    assert.equal(reports.at(-1)!.status, "finished");
  });
}
