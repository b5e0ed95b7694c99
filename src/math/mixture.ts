import type {Codes} from "../formats/codes.js";
import type {MixtureTerms} from "../formats/mixture-record.js";
import {meanKlPerUnit} from "./latent-use.js";
import {sampleMoments} from "./moments.js";
import {normalCdf, normalQuantile} from "./normal.js";
import {randomSource, standardNormals} from "./random.js";

/** The posteriors q(z|x) of some images. */
export type Posteriors = Pick<Codes, "count" | "latentSize" | "mu" | "logVar">;

/** Marks the random stream that draws components. */
const COMPONENT_STREAM = 1;
/** What is so many nats less than a component’s own density adds nothing to the mixture’s. */
const NOTHING = 40;

/** Returns, of each q(z|xₙ), log q(μ|xₙ) up to a constant that all have, and 1/σ, row-major. */
function componentsOf({count, latentSize, logVar}: Omit<Posteriors, "mu">) {
  const tops = new Float64Array(count);
  logVar.forEach((value, i) => (tops[Math.floor(i / latentSize)] -= value / 2));
  return {tops, scales: Float64Array.from(logVar, (value) => Math.exp(-value / 2))};
}

/**
 * Returns what the mean KL of some posteriors is made of. The information is the mean of
 * log q(z|xₙ) − log q(z) over one draw z ~ q(z|xₙ) for each n, with log q(z) by a log-sum-exp over
 * all N components; the mismatch is what is left of the KL.
 *
 * A component is in the mixture that its draw is compared with, so no difference exceeds log N.
 */
export function mixtureTerms(
  {count, latentSize, mu, logVar}: Posteriors,
  {seed}: {seed: number}
): MixtureTerms {
  const kl = meanKlPerUnit(mu, logVar, latentSize).reduce((sum, one) => sum + one, 0);
  const epsilon = standardNormals(randomSource(seed), count * latentSize);
  const {tops, scales} = componentsOf({count, latentSize, logVar});
  const z = new Float64Array(latentSize);
  const differences = tops.map((top, n) => {
    let own = top;
    for (let j = 0, at = n * latentSize; j < latentSize; ++j, ++at) {
      z[j] = mu[at] + epsilon[at] / scales[at];
      own -= epsilon[at] ** 2 / 2;
    }
    let sum = 0; // of the densities, in multiples of that of the component itself
    for (let m = 0, at = 0; m < count; ++m, at += latentSize) {
      let density = tops[m];
      for (let j = 0; j < latentSize && density > own - NOTHING; ++j) {
        density -= ((z[j] - mu[at + j]) * scales[at + j]) ** 2 / 2;
      }
      if (density > own - NOTHING) sum += Math.exp(density - own);
    }
    return Math.log(count / sum);
  });
  const {mean: information, variance} = sampleMoments(differences);
  const standardError = Math.sqrt(variance / count);
  return {count, kl, information, mismatch: kl - information, standardError};
}

/**
 * Returns log q(z) of the mixture 1/N Σ q(z|xₙ) at some points, in nats: the prior under
 * which the bound of the N images is greatest.
 *
 * @param z row-major [count, latentSize]
 */
export function mixtureLogDensity(
  {count, latentSize, mu, logVar}: Posteriors,
  z: ArrayLike<number>
): Float64Array {
  const {tops, scales} = componentsOf({count, latentSize, logVar});
  const constant = Math.log(count) + (latentSize / 2) * Math.log(2 * Math.PI);
  const densities = new Float64Array(count);
  return Float64Array.from({length: z.length / latentSize}, (_, point) => {
    let greatest = -Infinity;
    for (let n = 0, at = 0; n < count; ++n) {
      let density = tops[n];
      for (let j = 0; j < latentSize; ++j, ++at) {
        density -= ((z[point * latentSize + j] - mu[at]) * scales[at]) ** 2 / 2;
      }
      densities[n] = density;
      if (density > greatest) greatest = density;
    }
    let sum = 0;
    for (const density of densities) {
      if (density > greatest - NOTHING) sum += Math.exp(density - greatest);
    }
    return greatest + Math.log(sum) - constant;
  });
}

/** The cells along each side of the unit square, where the mixture is shown and measured on it. */
export const SQUARE_SIDE = 32;
/** Beyond so many σ a q(z|x) has less than a millionth of its mass. */
const TAIL = 5;

/**
 * Returns how much of the mixture 1/N Σ q(z|xₙ) lies in each cell of an even grid over the unit
 * square u = Φ(z) of two latents. A cell holds 1/side² of the prior, so its mass times side² is
 * the mean of q(z)/p(z) over the prior in it.
 *
 * @param axes the two latents, counted from 0: across and up
 * @returns row-major [side, side], the lowest row first; the sum is 1
 */
export function mixtureMass(
  {count, latentSize, mu, logVar}: Posteriors,
  {axes, side}: {axes: readonly [number, number]; side: number}
): Float64Array {
  const inner = Array.from({length: side - 1}, (_, i) => normalQuantile((i + 1) / side));
  const edges = [-Infinity, ...inner, Infinity]; // of z
  const mass = new Float64Array(side * side);
  /** Returns what one latent of one q(z|xₙ) has in the cells from the first that it reaches on. */
  function along(at: number): {from: number; shares: number[]} {
    const sigma = Math.exp(logVar[at] / 2);
    const from = edges.findIndex((edge) => edge > mu[at] - TAIL * sigma) - 1;
    const shares: number[] = [];
    for (let cell = from, below = 0; below < 1; ++cell) {
      const end = (edges[cell + 1] - mu[at]) / sigma;
      const upTo = end > TAIL ? 1 : normalCdf(end);
      shares.push(upTo - below);
      below = upTo;
    }
    return {from, shares};
  }
  for (let n = 0; n < count; ++n) {
    const [across, up] = axes.map((axis) => along(n * latentSize + axis));
    up.shares.forEach((share, row) => {
      const at = (up.from + row) * side + across.from;
      across.shares.forEach((other, column) => (mass[at + column] += (share * other) / count));
    });
  }
  return mass;
}

/**
 * Returns the smallest share of some cells, all as large, in which half of a mass lies: from 0 to
 * ½, and ½ if it lies evenly. Of the last cell it counts the part that fills up the half.
 */
export function shareOfHalf(mass: ArrayLike<number>): number {
  const sorted = Float64Array.from(mass).toSorted().toReversed();
  const half = sorted.reduce((sum, one) => sum + one, 0) / 2;
  let cells = 0;
  let held = 0;
  while (held < half) held += sorted[cells++]!;
  return (cells - (held - half) / sorted[cells - 1]!) / sorted.length;
}

/**
 * Returns draws of z from the mixture 1/N Σ q(z|xₙ), row-major [count, latentSize]. With one seed,
 * draw i takes the ε of draw i from the prior, and of all models that have the codes of the same
 * images it is of the same image.
 */
export function mixtureSamples(
  {count: components, latentSize, mu, logVar}: Posteriors,
  {seed, count}: {seed: number; count: number}
): Float32Array<ArrayBuffer> {
  const z = new Float32Array(count * latentSize);
  for (let i = 0; i < count; ++i) {
    const epsilon = standardNormals(randomSource(seed, i), latentSize);
    const n = Math.floor(randomSource(seed, i, COMPONENT_STREAM)() * components);
    epsilon.forEach((e, j) => {
      const at = n * latentSize + j;
      z[i * latentSize + j] = mu[at] + Math.exp(logVar[at] / 2) * e;
    });
  }
  return z;
}
