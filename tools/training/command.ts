import {runCommand} from "../../src/training/command.js";
import {choiceOptions} from "../../src/training/own-images.js";
import type {ModelPlan} from "./plans.js";

/** Returns the command that repeats a run, where the data is in AEVB_DATA or is downloaded. */
export function cliCommand({id, run, training: {epochs, seed}}: ModelPlan): string {
  if (run !== undefined) {
    const choices = run.choices && choiceOptions(run.choices);
    return `${runCommand(run.plan, {...run, choices})} --id ${id}`;
  }
  return `npm run train -- --model ${id} --epochs ${epochs} --seed ${seed}`;
}
