import type {Box, Lattice} from "./lattice.js";
import {latticeError, latticeOver, latticePoints, logIntegral, modesOf} from "./lattice.js";

/** Returns log p(x|z) of one image at each point, in nats; z is row-major [count, 2]. */
export type LogLikelihood = (z: Float32Array<ArrayBuffer>) => Float64Array;

/** The true posterior p(z|x) of one image, on a lattice over all of it that counts. */
export interface Posterior {
  lattice: Lattice;
  /** log p(x, z) at its points, in nats; log p(z|x) is this less logEvidence. */
  logJoint: Float64Array<ArrayBuffer>;
  /** log p(x) = log ∫ p(x|z) p(z) dz, in nats. */
  logEvidence: number;
  /** What of logEvidence hangs on the lattice’s step, at most, in nats. */
  error: number;
}

/** Where p(z|x) is cut off on coarse lattices and on fine: nats below its greatest density. */
const COARSE_CUT = 22;
const FINE_CUT = 14;

/** Cells along a side: of the lattice that finds what counts, then of those that measure it. */
const SEARCH_SIZE = 40;
const SIZES = [72, 112, 160];

/** The step is fine enough once twice as wide a one matters less than this, in nats. */
const TOLERANCE = 0.02;

/**
 * Returns log p(x, z) = log p(x|z) + log p(z) at every point, in nats, for the prior N(0, I): what
 * the posterior p(z|x) is up to its constant, 1/p(x).
 *
 * @param logLikelihood log p(x|z), one a point
 * @param z row-major [count, 2]
 */
export function logJoint(logLikelihood: Float64Array, z: Float32Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(
    logLikelihood,
    (value, i) => value - (z[2 * i] ** 2 + z[2 * i + 1] ** 2) / 2 - Math.log(2 * Math.PI)
  );
}

/**
 * Returns the posterior of one image of a model with two latents, by three lattices: the wide one
 * says where p(z|x) may be, one over that place says where it is, and one as fine as needed there
 * measures it.
 *
 * @param wide a lattice over the plane, and log p(x|z) at its points
 */
export function posteriorOf(
  wide: {lattice: Lattice; values: Float64Array},
  logLikelihood: LogLikelihood
): Posterior {
  const found = logJoint(wide.values, latticePoints(wide.lattice));
  const search = latticeOver(boxAbove(found, wide.lattice, COARSE_CUT), SEARCH_SIZE);
  const searched = jointOn(search, logLikelihood);
  const box = boxAbove(searched, search, FINE_CUT);
  let posterior: Posterior;
  for (const size of SIZES) {
    const lattice = latticeOver(box, size);
    const values = jointOn(lattice, logLikelihood);
    const error = latticeError(values, lattice);
    posterior = {lattice, logJoint: values, logEvidence: logIntegral(values, lattice), error};
    if (error < TOLERANCE) break;
  }
  return posterior!;
}

function jointOn(lattice: Lattice, logLikelihood: LogLikelihood): Float64Array<ArrayBuffer> {
  const z = latticePoints(lattice);
  return logJoint(logLikelihood(z), z);
}

/** Returns the box around all cells at most cut nats below the greatest, and a cell more. */
export function boxAbove(values: Float64Array, {box, columns, steps}: Lattice, cut: number): Box {
  const least = values.reduce((a, b) => Math.max(a, b), -Infinity) - cut;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  values.forEach((value, i) => {
    if (value < least) return;
    const [column, row] = [i % columns, Math.floor(i / columns)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    [bottom, top] = [Math.min(bottom, row), Math.max(top, row)];
  });
  return [
    box[0] + (left - 1) * steps[0],
    box[0] + (right + 2) * steps[0],
    box[2] + (bottom - 1) * steps[1],
    box[2] + (top + 2) * steps[1]
  ];
}

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
export function posteriorShape(posterior: Posterior): PosteriorShape {
  const {lattice, logJoint: heights, logEvidence} = posterior;
  const z = latticePoints(lattice);
  const cell = lattice.steps[0] * lattice.steps[1];
  const shares = heights.map((value) => Math.exp(value - logEvidence) * cell);
  const expect = (h: (z0: number, z1: number) => number) =>
    shares.reduce((sum, share, i) => sum + share * h(z[2 * i], z[2 * i + 1]), 0);
  const mean = [expect((z0) => z0), expect((_, z1) => z1)] as const;
  const deviations = [
    Math.sqrt(expect((z0) => (z0 - mean[0]) ** 2)),
    Math.sqrt(expect((_, z1) => (z1 - mean[1]) ** 2))
  ] as const;
  const covariance = expect((z0, z1) => (z0 - mean[0]) * (z1 - mean[1]));
  const correlation = covariance / (deviations[0] * deviations[1]);
  return {mean, deviations, correlation, secondMode: modesOf(heights, lattice)[1]?.mass ?? 0};
}

/**
 * Returns the greatest log densities, up to the constant of logJoint, above which at least the
 * given shares of the posterior lie: the contours of the smallest regions that hold those shares.
 */
export function massLevels(
  {lattice, logJoint: heights, logEvidence}: Posterior,
  shares: number[]
): number[] {
  const cell = lattice.steps[0] * lattice.steps[1];
  const descending = heights.toSorted((a, b) => b - a);
  return shares.map((share) => {
    let mass = 0;
    const last = descending.findIndex(
      (value) => (mass += Math.exp(value - logEvidence) * cell) >= share
    );
    return descending[last === -1 ? descending.length - 1 : last];
  });
}
