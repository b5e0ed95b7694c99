import type {Json} from "./state/json.js";
import {brief} from "./state/json.js";
import {keep} from "./state/page-state.js";
import type {TrainingPage} from "./training-page.js";
import type {RunPlan} from "./training/plan.js";
import {parseRunPlan} from "./training/plan.js";

/** Keeps what the training is set to in the page’s address: what differs from the first plan. */
export function keepPlan({control, figure}: Pick<TrainingPage, "control" | "figure">): void {
  const first = control.chosen();
  const sources = figure.sources;
  const rested = keep("plan", {
    read() {
      const differing = Object.entries(control.chosen()).filter(
        ([name, value]) => value !== first[name as keyof RunPlan]
      );
      return differing.length === 0 ? undefined : (Object.fromEntries(differing) as Json);
    },
    write(json) {
      if (
        json !== undefined &&
        (typeof json !== "object" || json === null || Array.isArray(json))
      ) {
        throw new Error(`${brief(json)}, expected the fields of a plan`);
      }
      const plan = parseRunPlan({...first, ...json});
      if (!sources.includes(plan.dataset)) {
        throw new Error(`dataset: ${plan.dataset}, expected one of ${sources.join(", ")}`);
      }
      control.set(plan);
    }
  });
  for (const event of ["input", "click"]) figure.addEventListener(event, rested);
}
