import type {PageRun} from "../../../src/training/experiments/page-runs.js";
import {paperSetting} from "../../../src/training/experiments/plan.js";
import type {ExperimentPlan} from "../../../src/training/experiments/plan.js";

/** What a test wants of a recorded run; the plan’s fields among it. */
interface RunWishes extends Partial<ExperimentPlan> {
  id?: string;
  /** The bound on held-out images after 10,000, 20,000 … images; that on training images is higher. */
  heldOut?: number[];
  /** By how much. */
  overfit?: number;
  secondsPerPoint?: number;
  klPerUnit?: number[];
}

/** Returns a run as a page has it, which costs nothing. */
export function recordedRun({
  id,
  heldOut = [-120, -110],
  overfit = 0.5,
  secondsPerPoint = 2,
  klPerUnit,
  ...changes
}: RunWishes): PageRun {
  const plan: ExperimentPlan = {
    ...paperSetting,
    rates: [...paperSetting.rates],
    method: "aevb",
    latentSize: 3,
    seed: 0,
    ...changes
  };
  const name = plan.dataset === "mnist" ? "mnist" : "fashion";
  const run = id ?? `${name}-${plan.latentSize}-${plan.method}-${plan.seed}`;
  return {
    id: run,
    plan,
    rate: 0.02,
    commit: "abc1234",
    engine: "kernel",
    command: `npm run experiment -- --figure 2 --only ${run} --images 200000 --check`,
    wallTimeSeconds: 60,
    klPerUnit: klPerUnit ?? Array.from({length: plan.latentSize}, (_, i) => 4 / (i + 1)),
    curve: {
      imagesSeen: heldOut.map((_, i) => 10_000 * (i + 1)),
      seconds: heldOut.map((_, i) => secondsPerPoint * (i + 1)),
      heldOut: {elbo: heldOut, kl: heldOut.map(() => 10)},
      train: {elbo: heldOut.map((elbo) => elbo + overfit), kl: heldOut.map(() => 10)}
    }
  };
}
