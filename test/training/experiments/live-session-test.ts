import assert from "node:assert/strict";
import {it} from "node:test";
import {answerQuestions} from "../../../src/async/worker.js";
import {
  joinedReport,
  livePlan,
  startExperiments,
  workersFor
} from "../../../src/training/experiments/live.js";
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

it("live runs measure log p(x) in parts, between which they can rest, and as the command does", async () => {
  const {plan, images, kernel} = await tinyExperiment({batchSize: 10, likelihood: true});
  const plans = [plan, {...plan, method: "mcem" as const}];
  const live = session();
  const end = live.start({plans, images, kernel, until: FIRST_POINT});
  await live.until(({runs}) => runs.some(({measuring}) => measuring !== undefined));
  live.pause();
  const {runs: held} = await live.until(({status}) => status === "paused");
  assert.deepEqual(held[0].measuring, {done: 10, of: 60});
  live.continue();
  await end;
  const {runs} = live.reports.at(-1)!;
  for (const [i, one] of plans.entries()) {
    const run = await openExperiment({plan: one, images, kernel, clock: () => 0});
    while (run.imagesSeen < FIRST_POINT) run.next();
    assert.equal(runs[i].measuring, undefined);
    assert.equal(runs[i].curve.length, 1);
    assert.deepEqual(runs[i].curve[0].likelihood, run.curve[0].likelihood, one.method);
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
  const workers: SessionWorker[] = [];
  function spawn(): SessionWorker {
    const live = createLiveSession({
      now: () => performance.now(),
      breathe: () => new Promise((resolve) => setImmediate(resolve))
    });
    const whole: LiveSession = {...live, ...gatherPieces(live.start)};
    const worker = new SessionWorker((page) => answerQuestions(whole, page));
    workers.push(worker);
    return worker;
  }
  const plans = [plan, {...plan, seed: 1}, {...plan, seed: 2}];
  const last = await new Promise<LiveReport>((resolve, reject) => {
    startExperiments(plans, {
      images,
      kernel,
      until: 400,
      onReport: (report) => report.status === "finished" && resolve(report),
      onFailure: reject,
      workers: 2,
      spawn
    });
  });
  assert.equal(workers.length, 2);
  assert.deepEqual(
    last.runs.map(({imagesSeen}) => imagesSeen),
    [400, 400, 400]
  );
});

it("joinedReport(reports) has the runs of all workers in their order, and rests when all rest", () => {
  const run = (imagesSeen: number) => ({imagesSeen, seconds: 0, rate: 0.02, curve: []});
  const first: LiveReport = {status: "paused", runs: [run(0), run(2)]};
  const second: LiveReport = {status: "running", runs: [run(1)]};
  const {status, runs} = joinedReport([first, second]);
  assert.equal(status, "running");
  assert.deepEqual(
    runs.map(({imagesSeen}) => imagesSeen),
    [0, 1, 2]
  );
  assert.equal(joinedReport([first, {...second, status: "finished"}]).status, "paused");
  assert.equal(joinedReport([{...second, status: "finished"}]).status, "finished");
});

it("workersFor(plans, processors) is one, or one for each long run while a processor is left", async () => {
  const {plan} = await tinyExperiment({});
  const long = {...plan, likelihood: true};
  assert.equal(workersFor([plan, plan], 8), 1);
  assert.deepEqual(
    [1, 2, 3, 8].map((processors) => workersFor([long, long, long], processors)),
    [1, 1, 2, 3]
  );
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
