import assert from "node:assert/strict";
import {before, it} from "node:test";
import {compileKernel} from "../../tools/compile-kernel.js";
import {reportsOf, tinyImages, tinyPlan, tinySession} from "./tiny-run.js";
import type {RunPlan} from "../../src/training/run-plan.js";

let kernel: WebAssembly.Module;
before(async () => {
  kernel = await WebAssembly.compile(await compileKernel("training"));
});

async function lastReport(plan: RunPlan) {
  const session = tinySession();
  await session.handle({type: "start", plan, images: tinyImages, kernel, paused: false});
  await session.ended();
  return reportsOf(session.answers).at(-1)!;
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
