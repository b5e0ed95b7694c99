import assert from "node:assert/strict";
import {before, it} from "node:test";
import type {StartRequest} from "../../src/training/messages.js";
import type {RunPlan} from "../../src/training/plan.js";
import type {RunState} from "../../src/training/state.js";
import {startingState, trainerPlanOf} from "../../src/training/trainer-plan.js";
import {evaluate} from "../../src/vae/evaluate.js";
import {compileKernel} from "../../tools/compile-kernel.js";
import {useWasmBackend} from "../../tools/wasm-backend.js";
import {assertInDelta} from "../assert-in-delta.js";
import {SIDE, reportsOf, tinyImages, tinyPlan, tinySession} from "./tiny-run.js";

let kernel: WebAssembly.Module;
before(async () => {
  await useWasmBackend();
  kernel = await WebAssembly.compile(await compileKernel("training"));
});

const start = (plan: RunPlan, options: Partial<StartRequest> = {}): StartRequest => ({
  type: "start",
  plan,
  images: tinyImages,
  kernel,
  paused: false,
  ...options
});

async function stateOf(session: ReturnType<typeof tinySession>, id: number): Promise<RunState> {
  await session.handle({type: "state", id});
  const answer = await session.until((one) => one.type === "state" && one.id === id);
  return (answer as {value: RunState}).value;
}

it("a session that is resumed from its state goes on as if it had not stopped", async () => {
  const plan = tinyPlan({optimizer: "adagrad", epochs: 6, schedule: "cosine"});
  const whole = tinySession();
  await whole.handle(start(plan));
  await whole.ended();
  const first = tinySession();
  await first.handle(start(plan, {paused: true}));
  for (let step = 0; step < 23; ++step) await first.handle({type: "step"});
  const state = await stateOf(first, 1);
  assert.equal(state.training.step, 23);
  const second = tinySession();
  await second.handle(start(plan, {resume: state}));
  await second.ended();
  const [a, b] = await Promise.all([stateOf(whole, 2), stateOf(second, 2)]);
  assert.deepEqual({...b, seconds: 0}, {...a, seconds: 0});
});

it("a session’s held-out terms are those of evaluate(…)", async () => {
  const plan = tinyPlan({epochs: 1});
  const session = tinySession();
  await session.handle(start(plan));
  await session.ended();
  const {training, curve} = await stateOf(session, 1);
  const {architecture} = trainerPlanOf(plan, SIDE ** 2);
  const {klPerUnit, ...terms} = evaluate(training.weights, tinyImages.heldOut, architecture, plan);
  const last = curve.at(-1)!;
  const {elbo, reconstruction, kl} = last.heldOut;
  assertInDelta([elbo, reconstruction, kl], [terms.elbo, terms.reconstruction, terms.kl], 1e-4);
  assertInDelta(last.klPerUnit, klPerUnit, 1e-5);
});

it("a session steps, pauses and continues, and tells so", async () => {
  const session = tinySession();
  await session.handle(start(tinyPlan(), {paused: true}));
  await session.handle({type: "step"});
  await session.handle({type: "step"});
  assert.deepEqual(
    reportsOf(session.answers).map(({status, step}) => [status, step]),
    [
      ["paused", 0],
      ["paused", 1],
      ["paused", 2]
    ]
  );
  await session.handle({type: "continue"});
  await session.until((answer) => answer.type === "report" && answer.report.step >= 10);
  await session.handle({type: "pause"});
  const paused = reportsOf(session.answers).at(-1)!;
  assert.equal(paused.status, "paused");
  assert.equal((await stateOf(session, 1)).training.step, paused.step);
  await session.handle({type: "continue"});
  await session.ended();
  assert.equal(reportsOf(session.answers).at(-1)!.step, 200);
});

it("a session gives pictures and codes of the model as it is, and leaves it so", async () => {
  const session = tinySession();
  await session.handle(start(tinyPlan(), {paused: true}));
  const untouched = await stateOf(session, 1);
  await session.handle({type: "snapshot", id: 2, z: Float32Array.of(0, 0, 1, -1), codes: 7});
  const answer = session.answers.at(-1)!;
  assert.ok(answer.type === "snapshot");
  assert.equal(answer.value.pixels.length, 2 * SIDE ** 2);
  assert.equal(answer.value.mu.length, 2 * 7);
  assert.deepEqual(await stateOf(session, 3), untouched);
  const {training} = untouched;
  assert.deepEqual(training, startingState(trainerPlanOf(tinyPlan(), SIDE ** 2)));
});

it("a session says what went wrong, and goes on", async () => {
  const session = tinySession();
  const message = () => (session.answers.at(-1) as {message: string}).message;
  await session.handle({type: "step"});
  assert.equal(message(), "invalid request: step before any run");
  await session.handle(start(tinyPlan({images: 201})));
  assert.equal(message(), "invalid images: 201, expected at most 200, all there are");
  await session.handle(start(tinyPlan(), {paused: true}));
  await session.handle({type: "snapshot", id: 5, z: Float32Array.of(1), codes: 0});
  assert.match(message(), /^invalid z: length 1, expected 0$/);
  const state = await stateOf(session, 6);
  await session.handle(start(tinyPlan({seed: 1}), {resume: state}));
  assert.match(message(), /^invalid plan: .*, the run’s own$/);
  const images = {...tinyImages, train: tinyImages.heldOut};
  await session.handle(start(tinyPlan(), {resume: state, images}));
  assert.match(message(), /^invalid images: 30×36:\w{8}, expected 200×36:\w{8}, those of the run$/);
});
