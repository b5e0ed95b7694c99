import type {Reduction} from "../formats/architecture.js";

/** What a run ascends: reconstruction − β · KL, the reconstruction reduced over the pixels. */
export interface Objective {
  /** What a nat of KL costs; ≥ 0. */
  beta: number;
  reduction: Reduction;
}

/** The lower bound itself, equation (10). */
export const boundObjective: Objective = {beta: 1, reduction: "sum"};

/** The factors by which the two terms, in nats per image, enter an objective. */
export interface TermFactors {
  reconstruction: number;
  kl: number;
}

/**
 * Returns the factors of an objective: reconstruction / pixels − β · KL for the mean, without the
 * division for the sum. The mean with β = 1 is the sum with β = pixels, divided by pixels.
 *
 * @throws RangeError naming β or the number of pixels if it is out of range
 */
export function termFactors({beta, reduction}: Objective, pixels: number): TermFactors {
  if (!(Number.isFinite(beta) && beta >= 0)) {
    throw new RangeError(`invalid beta: ${beta}, expected a number ≥ 0`);
  }
  if (!(Number.isSafeInteger(pixels) && pixels > 0)) {
    throw new RangeError(`invalid pixels: ${pixels}, expected an integer > 0`);
  }
  return {reconstruction: reduction === "mean" ? 1 / pixels : 1, kl: beta};
}
