import assert from "node:assert/strict";
import {before, it} from "node:test";
import type {StartRequest} from "../../src/training/messages.js";
import type {RunPlan} from "../../src/training/plan.js";
import {startingState, trainerPlanOf} from "../../src/training/trainer-plan.js";
import {evaluate} from "../../src/vae/evaluate.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {SIDE, tinyImages, tinyPlan, tinySession} from "./tiny-run.js";

let kernel: WebAssembly.Module;
before(async () => {
  await useWasmBackend();
  kernel = await WebAssembly.compile(await compileKernel("training"));
});

const request = (plan: RunPlan, options: Partial<StartRequest> = {}): StartRequest => ({
  plan,
  images: tinyImages,
  kernel,
  paused: false,
  ...options
});

it("a session that is resumed from its state goes on as if it had not stopped", async () => {
  const plan = tinyPlan({optimizer: "adagrad", epochs: 6, schedule: "cosine"});
  const whole = tinySession();
  await whole.start(request(plan));
  const first = tinySession();
  void first.start(request(plan, {paused: true}));
  for (let step = 0; step < 23; ++step) await first.step();
  const state = await first.state();
  assert.equal(state.training.step, 23);
  const second = tinySession();
  await second.start(request(plan, {resume: structuredClone(state)}));
  const [a, b] = await Promise.all([whole.state(), second.state()]);
  assert.deepEqual({...b, seconds: 0}, {...a, seconds: 0});
});

it("a session’s held-out terms are those of evaluate(…)", async () => {
  const plan = tinyPlan({epochs: 1});
  const session = tinySession();
  await session.start(request(plan));
  const {training, curve} = await session.state();
  const {architecture} = trainerPlanOf(plan, SIDE ** 2);
  const {klPerUnit, ...terms} = evaluate(training.weights, tinyImages.heldOut, architecture, plan);
  const last = curve.at(-1)!;
  const {elbo, reconstruction, kl} = last.heldOut;
  assertInDelta([elbo, reconstruction, kl], [terms.elbo, terms.reconstruction, terms.kl], 1e-4);
  assertInDelta(last.klPerUnit, klPerUnit, 1e-5);
});

it("a session steps, pauses and continues, and tells so", async () => {
  const session = tinySession();
  const run = session.start(request(tinyPlan(), {paused: true}));
  await session.step();
  await session.step();
  assert.deepEqual(
    session.reports.map(({status, step}) => [status, step]),
    [
      ["paused", 0],
      ["paused", 1],
      ["paused", 2]
    ]
  );
  await session.continue();
  await session.until(10);
  await session.pause();
  const paused = session.reports.at(-1)!;
  assert.equal(paused.status, "paused");
  assert.equal((await session.state()).training.step, paused.step);
  await session.continue();
  await run;
  const {status, step} = session.reports.at(-1)!;
  assert.deepEqual([status, step], ["finished", 200]);
});

it("a session gives pictures and codes of the model as it is, and leaves it so", async () => {
  const session = tinySession();
  void session.start(request(tinyPlan(), {paused: true}));
  const untouched = structuredClone(await session.state());
  const {pixels, mu} = await session.snapshot({z: Float32Array.of(0, 0, 1, -1), codes: 7});
  assert.equal(pixels.length, 2 * SIDE ** 2);
  assert.equal(mu.length, 2 * 7);
  assert.deepEqual(await session.state(), untouched);
  const {training} = untouched;
  assert.deepEqual(training, startingState(trainerPlanOf(tinyPlan(), SIDE ** 2)));
});

it("a session says what went wrong, and goes on", async () => {
  const session = tinySession();
  await assert.rejects(session.step(), {message: "invalid request: step before any run"});
  await assert.rejects(session.start(request(tinyPlan({images: 201}))), {
    message: "invalid images: 201, expected at most 200, all there are"
  });
  void session.start(request(tinyPlan(), {paused: true}));
  await assert.rejects(session.snapshot({z: Float32Array.of(1), codes: 0}), {
    message: "invalid z: length 1, expected 0"
  });
  const resume = await session.state();
  await assert.rejects(session.start(request(tinyPlan({seed: 1}), {resume})), {
    message: /^invalid plan: .*, the run’s own$/
  });
  const images = {...tinyImages, train: tinyImages.heldOut};
  await assert.rejects(session.start(request(tinyPlan(), {resume, images})), {
    message: /^invalid images: 30×36:\w{8}, expected 200×36:\w{8}, those of the run$/
  });
});
