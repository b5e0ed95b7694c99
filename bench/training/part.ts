import type {Page} from "playwright-core";
import {createTfjsTrainer} from "../../src/vae/trainer.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import type {Figure, Findings, Goal} from "../harness/figure.js";
import {goal} from "../harness/figure.js";
import {pythonVersion} from "../harness/machine.js";
import {startPython} from "../harness/python.js";
import type {Contestant, Effort} from "../harness/rounds.js";
import {interleave} from "../harness/rounds.js";
import type {Setting} from "../harness/setting.js";
import {spread} from "../harness/spread.js";
import {plainAutodiff} from "./plain-autodiff.js";
import {BATCH, architecture, batches, kernelTrainer, start, timeSteps} from "./problem.js";

const what = "784–500–2–500–784, tanh, minibatches of 100";
const NAMES = {
  kernel: "kernel",
  worker: "kernel, in a worker",
  tfjs: "tfjs wasm, this library",
  plain: "tfjs wasm, plain autodiff",
  torch: "PyTorch"
};

/** Measures training, in images a second. */
export async function measureTraining(setting: Setting): Promise<Findings> {
  await useWasmBackend();
  const minibatch = batches();
  const kernel = await kernelTrainer(setting.kernels.training.module);
  const tfjs = createTfjsTrainer(architecture, start(), "adam");
  const plain = plainAutodiff();
  const page = await setting.browser.newPage();
  const torch =
    pythonVersion("torch") === undefined
      ? undefined
      : startPython(new URL("./pytorch.py", import.meta.url));
  let plainSteps = 0;
  const contestants: Contestant[] = [
    {name: NAMES.kernel, time: async (steps) => timeSteps(kernel, minibatch, steps)},
    await inWorker(page, setting),
    {name: NAMES.tfjs, time: async (steps) => timeSteps(tfjs, minibatch, steps)},
    {
      name: NAMES.plain,
      async time(steps) {
        const begin = performance.now();
        for (let i = 0; i < steps; ++i) plain.step(minibatch(plainSteps++));
        return performance.now() - begin;
      }
    }
  ];
  if (torch !== undefined) {
    contestants.push({name: NAMES.torch, time: (steps) => torch.time(steps)});
  }
  try {
    const times = await interleave(contestants, effortOf(setting));
    const figures = Array.from(times, ([who, milliseconds]) => figure(who, milliseconds));
    return {figures, goals: goalsOf(figures)};
  } finally {
    torch?.stop();
    plain.dispose();
    await page.close();
  }
}

/** A step takes tens of milliseconds, so a measurement is longer than elsewhere. */
function effortOf({short, effort}: Setting): Effort {
  return short ? effort : {warmUp: 1500, sample: 250, rounds: 21, budget: 6000};
}

async function inWorker(page: Page, {site}: Setting): Promise<Contestant> {
  await page.goto(`${site.url}blank.html`);
  const worker = await page.evaluateHandle(async () => {
    const started = new Worker("training-worker.js", {type: "module"});
    await new Promise((resolve) => started.addEventListener("message", resolve, {once: true}));
    return started;
  });
  return {
    name: NAMES.worker,
    time: (steps) =>
      worker.evaluate(
        (started, n) =>
          new Promise<number>((resolve) => {
            started.addEventListener("message", ({data}) => resolve(data), {once: true});
            started.postMessage(n, []);
          }),
        steps
      )
  };
}

function figure(who: string, milliseconds: number[]): Figure {
  const where = who === NAMES.worker ? "Chromium" : "Node";
  const rates = milliseconds.map((time) => (1000 * BATCH) / time);
  return {part: "training", where, what, who, unit: "images/s", ...spread(rates)};
}

function goalsOf(figures: readonly Figure[]): Goal[] {
  const rate = (who: string) => figures.find((one) => one.who === who)?.median;
  const against = (peer: string, value: number, target: number) =>
    goal({
      ...({part: "training", where: "Node", what: peer, value} as const),
      ...({unit: "×", comparison: "≥", target} as const)
    });
  const [kernel, worker] = [rate(NAMES.kernel)!, rate(NAMES.worker)!];
  const [tfjs, plain, torch] = [rate(NAMES.tfjs)!, rate(NAMES.plain)!, rate(NAMES.torch)];
  return [
    against("kernel against the best of tfjs wasm", kernel / Math.max(tfjs, plain), 2.5),
    against("tfjs wasm, this library against plain autodiff", tfjs / plain, 3.5),
    against("kernel in a worker of Chromium against Node", worker / kernel, 0.85),
    ...(torch === undefined ? [] : [against("kernel against PyTorch", kernel / torch, 1)])
  ];
}
