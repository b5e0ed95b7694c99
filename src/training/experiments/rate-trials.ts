import type {Images} from "../../formats/images.js";
import {openLearner} from "./learner.js";
import type {ExperimentPlan} from "./plan.js";

/** The trial of a step size. */
export interface RateTrial {
  rate: number;
  /**
   * The mean bound over its minibatches' last half, in nats per image; of Monte Carlo EM, the mean of
   * log p(x|z). NaN where there was no choice.
   */
  elbo: number;
}

/** Seed of the trials: the runs of a setting that differ in their seeds have one step size. */
const TRIAL_SEED = 0;

/** Returns the trial of each step size, by the first minibatches; none where there is no choice. */
export async function tryRates(
  plan: ExperimentPlan,
  images: Images,
  kernel: WebAssembly.Module
): Promise<RateTrial[]> {
  if (plan.rates.length === 1) return [{rate: plan.rates[0], elbo: NaN}];
  const trials: RateTrial[] = [];
  for (const rate of plan.rates) {
    const learner = await openLearner({...plan, seed: TRIAL_SEED}, images, kernel);
    const from = Math.floor(plan.trialSteps / 2);
    let sum = 0;
    for (let step = 0; step < plan.trialSteps; ++step) {
      const elbo = learner.step(rate);
      // The first minibatches are not yet affected by the step size, or only by its first leap.
      if (step >= from) sum += elbo;
    }
    trials.push({rate, elbo: sum / (plan.trialSteps - from)});
  }
  return trials;
}

/** Returns the step size with the highest bound; one that diverges has none. */
export function bestRate(trials: readonly RateTrial[]): number {
  const known = trials.filter(({elbo}) => Number.isFinite(elbo));
  const best = (known.length > 0 ? known : trials.slice(0, 1)).reduce((a, b) =>
    b.elbo > a.elbo ? b : a
  );
  return best.rate;
}
