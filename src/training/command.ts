import {brief} from "../formats/json.js";
import type {RunPlan} from "./plan.js";
import {parseRunPlan} from "./plan.js";

/** The option of the command for each field of a plan. */
export const planOptions = {
  dataset: "dataset",
  images: "images",
  latentSize: "latents",
  hiddenUnits: "units",
  hiddenLayers: "layers",
  activation: "activation",
  optimizer: "optimizer",
  rate: "rate",
  schedule: "schedule",
  epochs: "epochs",
  batchSize: "batch",
  samples: "samples",
  beta: "beta",
  reduction: "reduction",
  seed: "seed",
  initializer: "initializer"
} as const satisfies Record<keyof RunPlan, string>;

type Option = (typeof planOptions)[keyof RunPlan];

/** The fields that are words; all others are numbers. */
const WORDS: readonly string[] = [
  "dataset",
  "activation",
  "optimizer",
  "schedule",
  "reduction",
  "initializer"
];

/**
 * Returns the command that repeats a run.
 *
 * @param options.steps the minibatches that the run took, if it was stopped before its last epoch
 * @param options.files the files of its images, if they are of no data set
 * @param options.choices how these are taken, as options of the command
 */
export function runCommand(
  plan: RunPlan,
  {
    steps,
    files = [],
    choices = []
  }: {steps?: number; files?: readonly string[]; choices?: readonly string[]} = {}
): string {
  const options = (Object.keys(planOptions) as (keyof RunPlan)[])
    .filter((field) => plan[field] !== undefined)
    .map((field) => `--${planOptions[field]} ${quoted(String(plan[field]))}`);
  if (steps !== undefined) options.push(`--steps ${steps}`);
  options.push(...files.map((file) => `--files ${quoted(file)}`));
  options.push(...choices);
  return `npm run train -- ${options.join(" ")}`;
}

/**
 * Returns a plan with some fields replaced by what options of the command say.
 *
 * @throws Error naming the option or the field, its value and what was expected
 */
export function planWithOptions(
  base: RunPlan,
  options: Partial<Record<Option, string | undefined>>
): RunPlan {
  const plan: Record<string, unknown> = {...base};
  for (const [field, option] of Object.entries(planOptions)) {
    const value = options[option];
    if (value === undefined) continue;
    if (WORDS.includes(field)) plan[field] = value;
    else {
      // An empty text would be the number 0.
      plan[field] = value.trim() === "" ? NaN : Number(value);
      if (Number.isNaN(plan[field]))
        throw new Error(`invalid --${option}: ${brief(value)}, expected a number`);
    }
  }
  return parseRunPlan(plan);
}

/** Returns a word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w.+/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
