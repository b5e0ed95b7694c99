import {format} from "d3";
import type {PlanFields} from "./components/plan-controls.js";
import type {LoadedImages} from "./training-source.js";
import type {RunPlan} from "./training/plan.js";
import type {RunState} from "./training/state.js";
import type {SavedRun} from "./training/store.js";

const thousands = format(",");
const digits = format(",.4~g");
/** The pixels of the images that the site is about; others are counted once they are there. */
const PIXELS = 784;

/** Said of a run that is over early. */
export const diverged = "The bound is no longer a number. A smaller step size may help.";

/** Returns what a run with these controls raises, and its seed. */
export function describeObjective(
  {beta, reduction, seed}: PlanFields & {seed: number},
  images: Pick<LoadedImages, "width" | "height"> | undefined
): string {
  const pixels = images === undefined ? PIXELS : images.width * images.height;
  const price = reduction === "mean" ? beta * pixels : beta;
  const what =
    price === 0
      ? "E[log p(x|z)] alone: the KL is free"
      : price === 1
        ? "the bound itself, E[log p(x|z)] − KL(q‖p(z))"
        : `E[log p(x|z)] − ${digits(price)} · KL(q‖p(z))`;
  const divided = reduction === "mean" ? `, all divided by ${pixels}` : "";
  return `Raises ${what}${divided}. Seed ${seed}.`;
}

/** Returns whether controls say something else than the plan of a run. */
export function differs(plan: RunPlan, controls: Omit<RunPlan, "images">): boolean {
  const fields = Object.keys(controls) as (keyof typeof controls)[];
  return fields.some((field) => controls[field] !== plan[field]);
}

/** Returns whether a run has taken all its minibatches, as far as its plan tells. */
export function isOver({plan: {epochs, batchSize, images}, training}: RunState): boolean {
  return images !== undefined && training.step >= epochs * Math.floor(images / batchSize);
}

/** Returns what is left of an earlier visit. */
export function leftHere({state: {plan, training, seconds}, savedAt}: SavedRun): string {
  const seen = thousands(training.step * plan.batchSize);
  const latents = plan.latentSize === 1 ? "one latent" : `${plan.latentSize} latents`;
  const when = savedAt.toLocaleString([], {dateStyle: "medium", timeStyle: "short"});
  return (
    `A run was left here (${when}): ${plan.dataset}, ${latents}, ${seen} images seen in ` +
    `${Math.round(seconds)} s.`
  );
}
