import {readFile} from "node:fs/promises";
import {planOptions, planWithOptions} from "../../src/training/command.js";
import {openModelZip} from "../../src/training/open-zip.js";
import {choiceOptions, choicesOfOptions} from "../../src/training/own-images.js";
import type {RunPlan} from "../../src/training/plan.js";
import {parseRunPlan, presetPlan} from "../../src/training/plan.js";
import type {OwnRun} from "./plans.js";

/** The options of a run of one's own, as node's parseArgs takes them. */
export const ownRunOptions = {
  ...(Object.fromEntries(
    Object.values(planOptions).map((option) => [option, {type: "string"}])
  ) as Record<(typeof planOptions)[keyof RunPlan], {type: "string"}>),
  plan: {type: "string"},
  preset: {type: "string"},
  steps: {type: "string"},
  files: {type: "string", multiple: true},
  grey: {type: "boolean"},
  invert: {type: "boolean"},
  transpose: {type: "boolean"},
  classless: {type: "boolean"},
  range: {type: "string"},
  "held-out": {type: "string"}
} as const;

/** What the command was given of them. */
export type OwnRunValues = Partial<
  Record<
    Exclude<keyof typeof ownRunOptions, "files" | "grey" | "invert" | "transpose" | "classless">,
    string
  >
> & {
  files?: string[];
  grey?: boolean;
  invert?: boolean;
  transpose?: boolean;
  classless?: boolean;
};

/**
 * Returns a promise to the run that options describe: a plan from a file, or a preset (by default
 * the early viewer's, on MNIST), and what other options change in it.
 *
 * @throws Error (as a rejection) naming the option, its value and what was expected
 */
export async function ownRun({
  plan,
  preset,
  steps,
  files,
  grey,
  invert,
  transpose,
  classless,
  range,
  "held-out": heldOut,
  ...options
}: OwnRunValues): Promise<OwnRun> {
  const choices = choicesOfOptions({grey, invert, transpose, range, heldOut, classless});
  const given = choiceOptions(choices);
  if (files === undefined && given.length > 0) {
    throw new Error(`invalid ${given[0]}: expected it with --files`);
  }
  const base =
    plan === undefined ? presetPlan(preset ?? "viewer", {dataset: "mnist"}) : await readPlan(plan);
  if (steps !== undefined && !/^[1-9]\d*$/.test(steps)) {
    throw new Error(`invalid --steps: ${steps}, expected an integer ≥ 1`);
  }
  return {
    plan: planWithOptions(files === undefined ? base : {...base, dataset: "own"}, options),
    ...(files === undefined ? {} : {files, choices}),
    ...(steps === undefined ? {} : {steps: Number(steps)})
  };
}

/** Returns a promise to the plan in a plan.json, or in the zip of a model. */
async function readPlan(path: string): Promise<RunPlan> {
  const bytes = await readFile(path);
  if (bytes.subarray(0, 2).toString("latin1") !== "PK") {
    return parseRunPlan(JSON.parse(bytes.toString()));
  }
  const {plan} = await openModelZip({name: path, bytes});
  if (plan === undefined) throw new Error(`invalid ${path}: no plan.json, expected one in the zip`);
  return plan;
}
