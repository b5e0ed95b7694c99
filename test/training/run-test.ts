import assert from "node:assert/strict";
import {before, describe, it} from "node:test";
import type {RunPlan} from "../../src/training/plan.js";
import {trainerPlanOf} from "../../src/training/trainer-plan.js";
import type {MeanElbo} from "../../src/vae/gradient.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {runTraining} from "../../tools/training/run.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {SIDE, tinyImages, tinyPlan, tinySession} from "./tiny-run.js";

describe("run outcomes", async () => {
  let kernel: WebAssembly.Module;
  before(async () => {
    kernel = await WebAssembly.compile(await compileKernel("training"));
  });

  async function lastReport(plan: RunPlan) {
    const session = tinySession();
    await session.start({plan, images: tinyImages, kernel, paused: false});
    return session.reports.at(-1)!;
  }

  it("the bound uses the latents; a high β makes them collapse, and so does the mean", async () => {
    const plan = tinyPlan({epochs: 40});
    assert.deepEqual((await lastReport(plan)).latentUse, {state: "all active", active: 2});
    for (const change of [{beta: 36}, {reduction: "mean"}] as const) {
      const {latentUse, curve} = await lastReport({...plan, ...change});
      assert.deepEqual(latentUse, {state: "collapsed", active: 0});
      assert.ok(curve.at(-1)!.heldOut.kl < 0.02);
    }
  });

  it("β near 0 lets the KL grow beyond what the bound would pay for it", async () => {
    const plan = tinyPlan({epochs: 40});
    const [bound, islands] = [await lastReport(plan), await lastReport({...plan, beta: 0.001})];
    const [a, b] = [bound, islands].map(({curve}) => curve.at(-1)!.heldOut);
    assert.ok(b.kl > 2 * a.kl, `${b.kl}, ${a.kl}`);
    assert.ok(b.reconstruction > a.reconstruction, `${b.reconstruction}, ${a.reconstruction}`);
  });

  it("a run whose bound is no longer a number has diverged", async () => {
    const {status, curve} = await lastReport(tinyPlan({rate: 10, optimizer: "adagrad"}));
    assert.equal(status, "diverged");
    for (const {heldOut, train} of curve) {
      for (const term of Object.values({...heldOut, ...train})) assert.ok(Number.isFinite(term));
    }
  });

  it("a curve has points evenly on a logarithmic axis, and one at the end", async () => {
    const {curve} = await lastReport(tinyPlan());
    const seen = curve.map(({imagesSeen}) => imagesSeen);
    assert.equal(seen[0], 20);
    assert.equal(seen.at(-1), 4000);
    assert.ok(seen.length > 15 && seen.length < 28, `${seen}`);
    for (const [i, after] of seen.slice(1, -1).entries()) assert.ok(after > seen[i]);
  });
});

describe("same curve", async () => {
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
      await session.start({plan, images: tinyImages, kernel, paused: false});
      const reports = session.reports.filter(({minibatch}) => minibatch !== undefined);
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
});
