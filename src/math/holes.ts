import {fitGaussian, fullGaussianDraws} from "./gaussian-fit.js";
import {openUniforms, randomSource, standardNormals} from "./random.js";

/** Codes of an encoder on the latent plane, row-major [count, 2]. */
type PlaneCodes = ArrayLike<number>;

/** So many draws are counted. */
export const COUNTED_DRAWS = 1000;

/** The share of the codes whose nearest other code is no farther than what counts as near. */
export const NEAR_SHARE = 0.99;

/**
 * Returns the distance from each point to the nearest of some codes.
 *
 * @param points row-major [count, 2]
 * @param options.areCodes whether the points are the codes themselves, each of which leaves itself out
 */
export function nearestDistances(
  points: ArrayLike<number>,
  codes: PlaneCodes,
  {areCodes = false} = {}
): Float64Array<ArrayBuffer> {
  return Float64Array.from({length: points.length / 2}, (_, i) => {
    let least = Infinity;
    for (let j = 0; j < codes.length / 2; ++j) {
      if (areCodes && i === j) continue;
      const across = points[2 * i] - codes[2 * j];
      const up = points[2 * i + 1] - codes[2 * j + 1];
      least = Math.min(least, across * across + up * up);
    }
    return Math.sqrt(least);
  });
}

/**
 * Returns how far from a code is still near: the distance within which 99 % of the codes have
 * another one. It has the scale of the codes, so that two models can be compared.
 */
export function nearRadius(codes: PlaneCodes): number {
  const distances = nearestDistances(codes, codes, {areCodes: true}).toSorted();
  return distances[Math.ceil(NEAR_SHARE * distances.length) - 1];
}

/** What draws make of the plane of codes. */
export interface DrawCoverage {
  /** The share of draws that fall into a hole: no code is near. Of codes it would be 1 %. */
  holes: number;
  /** The share of codes that have a draw near. */
  reached: number;
}

/** Returns how well draws meet codes, both row-major [count, 2]; radius is what counts as near. */
export function drawCoverage(
  draws: ArrayLike<number>,
  codes: PlaneCodes,
  radius: number
): DrawCoverage {
  const share = (distances: Float64Array) =>
    distances.filter((distance) => distance <= radius).length / distances.length;
  return {
    holes: 1 - share(nearestDistances(draws, codes)),
    reached: share(nearestDistances(codes, draws))
  };
}

/** What z is drawn from. */
export type CodeDraws = "prior" | "gaussian" | "box";

/**
 * Returns seeded draws of N(0, I), of the Gaussian with the mean and the covariance of the codes, or
 * of the box that holds the middle 99 % of them along each axis; row-major [count, 2].
 */
export function drawsLike(
  kind: CodeDraws,
  codes: PlaneCodes,
  {seed, count}: {seed: number; count: number}
): Float32Array<ArrayBuffer> {
  if (kind === "box") {
    const ranges = [0, 1].map((axis) => middleRange(codes, axis));
    return Float32Array.from(openUniforms(randomSource(seed, 1), 2 * count), (u, i) => {
      const [low, high] = ranges[i % 2];
      return low + u * (high - low);
    });
  }
  const epsilon = standardNormals(randomSource(seed, 0), 2 * count);
  if (kind === "prior") return epsilon;
  const fitted = fitGaussian(Float64Array.from(codes), 2);
  return Float32Array.from(fullGaussianDraws(fitted, epsilon));
}

/** Returns the range of the middle 99 % of a coordinate. */
export function middleRange(codes: PlaneCodes, axis: number): [number, number] {
  const values = Float64Array.from({length: codes.length / 2}, (_, i) => codes[2 * i + axis]);
  const sorted = values.toSorted();
  const cut = Math.floor(((1 - NEAR_SHARE) / 2) * sorted.length);
  return [sorted[cut], sorted[sorted.length - 1 - cut]];
}
