import assert from "node:assert/strict";
import {it} from "node:test";
import {answerQuestions} from "../../../src/async/worker.js";
import {livePlan, startExperiments} from "../../../src/training/experiments/live.js";
import type {LiveReport, LiveSession} from "../../../src/training/experiments/live-session.js";
import {createLiveSession} from "../../../src/training/experiments/live-session.js";
import {FIRST_POINT, openExperiment} from "../../../src/training/experiments/run.js";
import {gatherPieces} from "../../../src/training/image-pieces.js";
import {SessionWorker} from "../../thread-worker.js";
import {tinyExperiment} from "./tiny-experiment.js";

/** Returns a session that reports after each of its slices, and what it has said. */
function session() {
  const reports: LiveReport[] = [];
  let time = 0;
  const live = createLiveSession({
    now: () => (time += 300),
    breathe: () => new Promise((resolve) => setImmediate(resolve))
  });
  const start = (request: Parameters<typeof live.start>[0]) =>
    live.start(request, (report) => reports.push(structuredClone(report)));
  /** Resolves when the last report passes. */
  const until = async (passes: (report: LiveReport) => boolean): Promise<LiveReport> => {
    while (!(reports.length > 0 && passes(reports.at(-1)!))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return reports.at(-1)!;
  };
  return {...live, start, until, reports};
}

it("live runs go side by side to their end, and are those of the command", async () => {
  const {plan, images, kernel} = await tinyExperiment({batchSize: 40});
  const plans = [plan, {...plan, method: "wake-sleep" as const}];
  const until = FIRST_POINT + 3000;
  const {start, reports} = session();
  await start({plans, images, kernel, until});
  const apart = reports.map(({runs: [a, b]}) => Math.abs(a.imagesSeen - b.imagesSeen));
  assert.equal(Math.max(...apart), 40, "one minibatch apart at most");
  const {status, runs} = reports.at(-1)!;
  assert.equal(status, "finished");
  for (const [i, one] of plans.entries()) {
    const run = await openExperiment({plan: one, images, kernel, clock: () => 0});
    while (run.imagesSeen < until) run.next();
    const bounds = (points: typeof run.curve) => points.map(({heldOut}) => heldOut!.elbo);
    assert.equal(runs[i].imagesSeen, until);
    assert.deepEqual(bounds(runs[i].curve), bounds(run.curve), one.method);
    assert.equal(run.curve.length, 2);
  }
});

it("live runs rest when they are told to, and go on", async () => {
  const {plan, images, kernel} = await tinyExperiment({batchSize: 40});
  const live = session();
  const end = live.start({plans: [plan], images, kernel, until: 2000});
  await live.until(({status}) => status === "running");
  live.pause();
  const held = await live.until(({status}) => status === "paused");
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(live.reports.at(-1), held);
  live.continue();
  await end;
  assert.equal(live.reports.at(-1)!.runs[0].imagesSeen, 2000);
  live.pause();
  assert.equal(live.reports.at(-1)!.status, "finished");
});

it("live runs say what is wrong", async () => {
  const {plan, images, kernel} = await tinyExperiment({trainImages: 51});
  await assert.rejects(
    session().start({plans: [plan], images, kernel, until: 1e6}),
    /^RangeError: invalid images: 51, expected at most 50, all there are$/
  );
});

it("startExperiments(plans, …) hands the images over, and tells how the runs go", async () => {
  const {plan, images, kernel} = await tinyExperiment({batchSize: 40});
  const live = createLiveSession({
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve))
  });
  const whole: LiveSession = {...live, ...gatherPieces(live.start)};
  const worker = new SessionWorker((page) => answerQuestions(whole, page));
  const last = await new Promise<LiveReport>((resolve, reject) => {
    startExperiments([plan], {
      images,
      kernel,
      until: 400,
      onReport: (report) => report.status === "finished" && resolve(report),
      onFailure: reject,
      worker
    });
  });
  assert.equal(last.runs[0].imagesSeen, 400);
});

it("livePlan(plan, rate, images) has as many images as there are, and one step size", async () => {
  const {plan, images} = await tinyExperiment({trainImages: 50_000, measuredImages: 10_000});
  assert.deepEqual(livePlan({...plan, rates: [0.01, 0.02]}, 0.02, images), {
    ...plan,
    rates: [0.02],
    trainImages: 50,
    measuredImages: 30
  });
});
