import {datasetFacts} from "../../formats/dataset.js";
import type {DreamKind} from "../../math/dreams.js";
import type {Initializer} from "../../vae/weights.js";
import {durationText} from "../pace.js";
import {lastSeen, type PageRun} from "./page-runs.js";
import type {ExperimentPlan, Method, WeightPrior} from "./plan.js";

/** What the methods are called. */
export const methodNames: Record<Method, string> = {
  aevb: "AEVB",
  "wake-sleep": "wake-sleep",
  mcem: "Monte Carlo EM"
};

const starts: Record<Initializer, string> = {
  paper: "N(0, 0.01), that is a standard deviation of 0.1",
  "paper-deviation": "N(0, 0.01²)",
  "fan-in": "±1/√n for a layer of n inputs"
};

const priors: Record<WeightPrior, string> = {
  decoder: "the prior N(0, I) on the decoder’s weights",
  all: "the prior N(0, I) on all weights",
  none: "no prior on the weights"
};

/** What a sleep phase dreams, in a few words. */
export const dreamNames: Record<DreamKind, string> = {
  draw: "draws of the pixels",
  mean: "the means of the pixels"
};

const count = (number: number) => number.toLocaleString("en");

/** Returns what a run is called: its method, its latents and its data. */
export function runTitle({method, latentSize, dataset}: ExperimentPlan): string {
  const latents = latentSize === 1 ? "1 latent" : `${latentSize} latents`;
  return `${methodNames[method]}, ${latents}, ${datasetFacts[dataset].title}`;
}

/** A fact about a run: what it is called, and what it is. */
export type RunFact = readonly [name: string, text: string];

/** Returns all that a run is, besides its title and its command. */
export function runFacts(run: PageRun): RunFact[] {
  const {plan, rate, commit, engine, wallTimeSeconds, processorSeconds, curve} = run;
  const {optimizer, batchSize, samples, initializer, weightPrior, dreamKind, method} = plan;
  const others = plan.rates.filter((one) => one !== rate);
  const configuration = [
    `${count(plan.hiddenUnits)} tanh units in each network`,
    `the first ${count(plan.trainImages)} training images`,
    `${optimizer === "adagrad" ? "Adagrad" : "Adam"}, M = ${batchSize}, L = ${samples}`,
    `weights from ${starts[initializer]}`,
    priors[weightPrior],
    ...(method === "wake-sleep" ? [`dreams are ${dreamNames[dreamKind]}`] : [])
  ];
  return [
    ["seed", String(plan.seed)],
    [
      "step size",
      others.length === 0 ? `${rate}` : `${rate}, better at first than ${others.join(" and ")}`
    ],
    ["how far", `${count(lastSeen(run))} images seen`],
    [
      "time",
      `${durationText(curve.seconds.at(-1)!)} of a processor for learning; ` +
        `${durationText(wallTimeSeconds)} by the clock, with measuring` +
        // Older records do not tell the pauses of their process from its work.
        (processorSeconds === undefined
          ? " and interruptions"
          : `, of which ${durationText(processorSeconds)} of a processor`)
    ],
    ["made by", `the engine “${engine}”, at commit ${commit}`],
    ["configuration", configuration.join("; ")],
    ["measured on", `the first ${count(plan.measuredImages)} images of either set`]
  ];
}
