import type {ChainTarget} from "./hmc.js";
import {createChains, tuneChains} from "./hmc.js";
import {randomSource} from "./random.js";

/** How chains are to move. */
export interface ChainMoves {
  /** Where they begin, row-major [chains, 2]. */
  start: Float64Array;
  /** One a chain. */
  stepSizes: Float64Array;
  leapfrogSteps: number;
  /** Transitions that tune the step sizes, before those that are kept; defaults to 0. */
  tuning?: number;
  transitions: number;
  /** The seed and the stream of the random numbers. */
  seed: readonly [number, ...number[]];
}

/** Where chains have been since their step sizes were tuned. */
export interface ChainTrace {
  /** After each transition, row-major [transitions, chains, 2]. */
  z: Float64Array;
  /** log p(x, z) there, in nats, [transitions, chains]. */
  logJoint: Float64Array;
  /** The probability with which each was to move, [transitions, chains]. */
  acceptance: Float64Array;
  /** Every point of the leapfrog steps, [transitions, leapfrogSteps, chains, 2]. */
  path: Float64Array;
  /** What the step sizes have become. */
  stepSizes: Float64Array;
}

/** Moves chains by some transitions of Hamiltonian Monte Carlo, and returns where they have been. */
export function traceChains(
  target: ChainTarget,
  {start, stepSizes, leapfrogSteps, tuning = 0, transitions, seed}: ChainMoves
): ChainTrace {
  const count = start.length / 2;
  const path = new Float64Array(transitions * leapfrogSteps * start.length);
  const trace: ChainTrace = {
    z: new Float64Array(transitions * start.length),
    logJoint: new Float64Array(transitions * count),
    acceptance: new Float64Array(transitions * count),
    path,
    stepSizes: stepSizes.slice()
  };
  let [isKept, steps] = [false, 0];
  const followed: ChainTarget = (z, gradient) => {
    if (isKept) path.set(z, steps++ * start.length);
    return target(z, gradient);
  };
  const chains = createChains(followed, start, {
    dimensions: 2,
    leapfrogSteps,
    stepSizes: trace.stepSizes
  });
  const source = randomSource(...seed);
  tuneChains(chains, {source, transitions: tuning});
  isKept = true;
  for (let t = 0; t < transitions; ++t) {
    trace.acceptance.set(chains.transition(source), t * count);
    trace.z.set(chains.z, t * start.length);
    trace.logJoint.set(chains.logDensity, t * count);
  }
  return trace;
}
