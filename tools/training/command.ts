import type {ModelPlan} from "./plans.js";

/** Returns the command that repeats a run, where the data is in AEVB_DATA or is downloaded. */
export function cliCommand({id, training: {epochs, seed}}: ModelPlan): string {
  return `npm run train -- --model ${id} --epochs ${epochs} --seed ${seed}`;
}
