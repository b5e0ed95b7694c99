import type {RandomSource} from "./random.js";
import {standardNormals} from "./random.js";

/**
 * The log densities of many chains' points, each up to a constant of its own, and their derivatives.
 *
 * @param z row-major [chains, dimensions]
 * @param gradient filled in: the derivative of each point's log density by the point, like z
 * @returns one number a chain, in nats
 */
export type ChainTarget = (z: Float64Array, gradient: Float64Array) => ArrayLike<number>;

/** Many Markov chains that go side by side, each with a target of its own. */
export interface Chains {
  /** Where they are, row-major [chains, dimensions]. */
  readonly z: Float64Array;
  /** The log density of each where it is, as the target gives it. */
  readonly logDensity: Float64Array;
  /** The leapfrog step of each. */
  readonly stepSizes: Float64Array;
  /**
   * Moves each chain by one trajectory, or leaves it where the proposal is rejected.
   *
   * @returns the probability with which each was to move, 0 to 1
   */
  transition(source: RandomSource): Float64Array;
}

/** Options for createChains. */
export interface ChainOptions {
  dimensions: number;
  /** Leapfrog steps a trajectory. */
  leapfrogSteps: number;
  /** The step sizes, one a chain, or one for all; they may be changed between transitions. */
  stepSizes: Float64Array | number;
}

/**
 * Returns chains of Hamiltonian Monte Carlo (Duane et al. 1987), which appendices D and E sample the
 * posterior of z with. A momentum r ~ N(0, I) is drawn, and the pair moves along the leapfrog scheme
 *
 *   r ← r + ½ε ∇ log p(z),  z ← z + ε r,  r ← r + ½ε ∇ log p(z),
 *
 * which is reversible and keeps volumes; it is accepted with probability min(1, exp(H − H′)),
 * H = ½|r|² − log p(z). A trajectory whose density is no number is rejected.
 *
 * @param start where they begin; it is copied
 * @throws RangeError if it is no whole number of points
 */
export function createChains(
  target: ChainTarget,
  start: ArrayLike<number>,
  {dimensions, leapfrogSteps, stepSizes: given}: ChainOptions
): Chains {
  const count = start.length / dimensions;
  if (!Number.isInteger(count)) {
    throw new RangeError(`invalid z: length ${start.length}, expected rows of ${dimensions}`);
  }
  const stepSizes = typeof given === "number" ? new Float64Array(count).fill(given) : given;
  const z = Float64Array.from(start);
  const gradient = new Float64Array(z.length);
  const logDensity = Float64Array.from(target(z, gradient));
  // Where the proposals are, while they move.
  const [moved, slope] = [z.slice(), gradient.slice()];

  return {
    z,
    logDensity,
    stepSizes,
    transition(source) {
      const r = Float64Array.from(standardNormals(source, z.length));
      const before = kinetic(r, count);
      moved.set(z);
      slope.set(gradient);
      let after: ArrayLike<number> = logDensity;
      for (let step = 0; step < leapfrogSteps; ++step) {
        for (let i = 0; i < z.length; ++i) {
          const size = stepSizes[Math.floor(i / dimensions)];
          r[i] += 0.5 * size * slope[i];
          moved[i] += size * r[i];
        }
        after = target(moved, slope);
        for (let i = 0; i < z.length; ++i) {
          r[i] += 0.5 * stepSizes[Math.floor(i / dimensions)] * slope[i];
        }
      }
      const ending = kinetic(r, count);
      return Float64Array.from({length: count}, (_, chain) => {
        const gain = after[chain] - ending[chain] - (logDensity[chain] - before[chain]);
        const probability = Number.isNaN(gain) ? 0 : Math.min(1, Math.exp(gain));
        // A number is drawn whatever comes of it, so that one chain does not depend on another.
        if (source() < probability) {
          const [from, to] = [chain * dimensions, (chain + 1) * dimensions];
          z.set(moved.subarray(from, to), from);
          gradient.set(slope.subarray(from, to), from);
          logDensity[chain] = after[chain];
        }
        return probability;
      });
    }
  };
}

/** Returns ½|r|² of each row. */
function kinetic(r: Float64Array, count: number): Float64Array {
  const dimensions = r.length / count;
  const energies = new Float64Array(count);
  for (let i = 0; i < r.length; ++i) energies[Math.floor(i / dimensions)] += 0.5 * r[i] * r[i];
  return energies;
}

/** Options for tuneChains. */
export interface TuneOptions {
  source: RandomSource;
  /** The acceptance that is wanted, on average over transitions; the paper’s is 0.9. */
  acceptance?: number;
  transitions: number;
}

/**
 * Tunes each chain's step size while it moves, by stochastic approximation (Robbins & Monro):
 * log ε ← log ε + γ (a − wanted), with γ falling slowly. Afterwards the sizes stay, since a chain
 * that goes on adapting has another stationary density. Mutates the chains.
 */
export function tuneChains(
  chains: Chains,
  {source, acceptance = 0.9, transitions}: TuneOptions
): void {
  for (let t = 0; t < transitions; ++t) {
    const gain = 2 / (t + 2) ** 0.6;
    const probabilities = chains.transition(source);
    for (const [chain, probability] of probabilities.entries()) {
      chains.stepSizes[chain] *= Math.exp(gain * (probability - acceptance));
    }
  }
}
