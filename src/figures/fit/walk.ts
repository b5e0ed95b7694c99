import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import type {FitState} from "../../math/fit-by-draws.js";
import {fitStart, fitStep} from "../../math/fit-by-draws.js";
import {locationScaleOf} from "../../math/bound-estimates.js";
import type {Draws, LocationScale} from "../../math/gradients.js";
import {numberedNormals} from "../../math/gradients.js";

/** The steps of a whole walk. */
export const WALK_STEPS = 400;

/** A walk of q up the bound of one image, as far as it has been computed. */
export interface Walk {
  /** The states so far, from the prior on. */
  states: readonly FitState[];
  /** The exact bound at each of them, in nats; NaN where it has not been asked for. */
  bounds: readonly number[];
  /** Goes on until there are some steps; returns a promise that settles then. */
  grow(steps: number): Promise<void>;
}

/** What a walk needs of the model and the image. */
interface WalkParts {
  /** Takes draws ε of a q through the decoder. */
  draws: (q: LocationScale, epsilon: Float64Array) => Promise<Draws>;
  /** Gives the exact bound of a q, in nats. */
  bound: (q: DiagonalGaussian) => Promise<number>;
  /** L, the draws behind each step. */
  L: number;
  seed: number;
}

/** Returns a walk that stands at its start, where q is the prior. */
export function walk({draws, bound, L, seed}: WalkParts): Walk {
  const states = [fitStart(2)];
  const bounds: number[] = [];
  let last = Promise.resolve();

  async function extend(steps: number): Promise<void> {
    if (bounds.length === 0) bounds.push(await bound(states[0].q));
    while (states.length <= Math.min(steps, WALK_STEPS)) {
      const present = states.at(-1)!;
      const numbers = {start: present.steps * L, count: L, latentSize: 2};
      const epsilon = numberedNormals(seed, numbers);
      const next = fitStep(present, await draws(locationScaleOf(present.q), epsilon), WALK_STEPS);
      bounds.push(await bound(next.q));
      states.push(next);
    }
  }

  return {states, bounds, grow: (steps) => (last = last.then(() => extend(steps)))};
}
