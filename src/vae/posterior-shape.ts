import {latticePoints} from "./lattice.js";
import {modesOf} from "./modes.js";
import type {Posterior} from "./posterior.js";

/** What a posterior over two latents looks like. */
export interface PosteriorShape {
  mean: readonly [number, number];
  /** The standard deviations of z₁ and z₂. */
  deviations: readonly [number, number];
  /** The correlation of z₁ and z₂, from −1 to 1. */
  correlation: number;
  /** The share of the second mode, from 0 (there is one mode) to ½; see modesOf. */
  secondMode: number;
}

/** Returns the moments of a posterior, and how much of it lies on its second mode. */
export function posteriorShape({lattice, logJoint, logEvidence}: Posterior): PosteriorShape {
  const z = latticePoints(lattice);
  const cell = lattice.steps[0] * lattice.steps[1];
  const shares = logJoint.map((value) => Math.exp(value - logEvidence) * cell);
  const expect = (h: (z0: number, z1: number) => number) =>
    shares.reduce((sum, share, i) => sum + share * h(z[2 * i], z[2 * i + 1]), 0);
  const mean = [expect((z0) => z0), expect((_, z1) => z1)] as const;
  const deviations = [
    Math.sqrt(expect((z0) => (z0 - mean[0]) ** 2)),
    Math.sqrt(expect((_, z1) => (z1 - mean[1]) ** 2))
  ] as const;
  const covariance = expect((z0, z1) => (z0 - mean[0]) * (z1 - mean[1]));
  const correlation = covariance / (deviations[0] * deviations[1]);
  return {mean, deviations, correlation, secondMode: modesOf(logJoint, lattice)[1]?.mass ?? 0};
}

/**
 * Returns the greatest log densities, up to the constant of logJoint, above which at least the
 * given shares of the posterior lie: the contours of the smallest regions that hold so much.
 */
export function massLevels(
  {lattice, logJoint, logEvidence}: Posterior,
  shares: number[]
): number[] {
  const cell = lattice.steps[0] * lattice.steps[1];
  const descending = logJoint.toSorted((a, b) => b - a);
  return shares.map((share) => {
    let mass = 0;
    const last = descending.findIndex(
      (value) => (mass += Math.exp(value - logEvidence) * cell) >= share
    );
    return descending[last === -1 ? descending.length - 1 : last];
  });
}
