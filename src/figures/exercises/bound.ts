import {boundBySamples} from "../../math/bound.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {
  diagonalKlToPrior,
  diagonalLogDensity,
  diagonalSamples,
  standardNormal
} from "../../math/diagonal-gaussian.js";
import {logMeanExp} from "../../math/importance.js";
import {imageLikelihoods} from "../../math/likelihood.js";
import type {Exercise, Mistake, Verdict} from "./exercise.js";
import {exerciseNormals, gaussianText, judge, numberText} from "./exercise.js";
import {checkKl} from "./kl.js";
import {checkSample} from "./sample.js";

/** The numbers of latents, of pixels and of draws that are tried. */
const shapes = [
  {latents: 2, pixels: 4, draws: 1},
  {latents: 2, pixels: 6, draws: 3},
  {latents: 1, pixels: 5, draws: 2},
  {latents: 5, pixels: 9, draws: 7}
];

/** Returns log p(x|z) at each draw, for a rule of its own for z. */
function likelihoods(
  {x, q: {mu, logVar}, noise, logLikelihood}: BoundCase,
  rule = (m: number, l: number, epsilon: number) => m + Math.exp(l / 2) * epsilon
): number[] {
  return noise.map((row) =>
    logLikelihood(
      x,
      mu.map((m, j) => rule(m, logVar[j]!, row[j]!))
    )
  );
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Returns a mistake in terms of the right reconstruction term R, the KL K, and L draws. */
const inTerms = (
  says: string,
  of: (R: number, K: number, L: number) => number
): Mistake<BoundCase> => ({
  says,
  of: (given) => {
    const {reconstruction, kl} = rightTerms(given);
    return of(reconstruction, kl, given.noise.length);
  }
});

/** Returns a mistake that is made in z. */
const inZ = (
  says: string,
  rule: (mu: number, logVar: number, epsilon: number) => number
): Mistake<BoundCase> => ({
  says,
  of: (given) => mean(likelihoods(given, rule)) - rightTerms(given).kl
});

const mistakes: Mistake<BoundCase>[] = [
  {says: "It still gives 0.", of: () => 0},
  inTerms(
    "This is the reconstruction term alone: the divergence from the prior is to be subtracted.",
    (R) => R
  ),
  inTerms("This adds the divergence; it is a cost, and to be subtracted.", (R, K) => R + K),
  inTerms("The reconstruction term is missing.", (_, K) => -K),
  inTerms(
    "The sign is the other way round: this is the loss, −ℒ, and the bound is asked for.",
    (R, K) => K - R
  ),
  inTerms(
    "The reconstruction term is the mean over the draws; this is their sum.",
    (R, K, L) => L * R - K
  ),
  inTerms(
    "The divergence is subtracted once for each draw and never divided by their number.",
    (R, K, L) => R - L * K
  ),
  inTerms("This is the sum over the draws; the bound is their mean.", (R, K, L) => L * (R - K)),
  inTerms(
    "This is the sum of log p(x|z) over the draws: take their mean, and subtract the divergence.",
    (R, _, L) => L * R
  ),
  inTerms("The divergence has been divided by the number of draws.", (R, K, L) => R - K / L),
  inTerms("The divergence is twice what it should be: is its ½ missing?", (R, K) => R - 2 * K),
  inZ("This decodes μ: the noise is not used.", (mu) => mu),
  inZ("This decodes the noise itself, draws of the prior instead of q.", (_mu, _logVar, e) => e),
  inZ(
    "The draws have σ² where σ belongs: exp(logVar) is σ².",
    (mu, logVar, e) => mu + Math.exp(logVar) * e
  ),
  {
    says: "Only the first draw is used.",
    of: (given) => likelihoods(given)[0]! - rightTerms(given).kl
  },
  {
    says: "This is the logarithm of the mean of p(x|z). With the divergence kept apart it is no lower bound: it can exceed log p(x). Equation (7) has the mean of the logarithms.",
    of: (given) => logMeanExp(likelihoods(given)) - rightTerms(given).kl
  },
  {
    says: "This is equation (6), which samples the divergence as well. Equation (7) has it in closed form: your kl.",
    of: (given) => mean(logRatios(given))
  },
  {
    says: "This is the importance-weighted bound: the logarithm of the mean of p(x, z)/q(z|x). It is a tighter lower bound than (7), and a later one.",
    of: (given) => logMeanExp(logRatios(given))
  }
];

/** Returns log p(x, z) − log q(z|x) at each draw, in nats. */
function logRatios(given: BoundCase): number[] {
  const {q, noise} = given;
  const z = diagonalSamples(q.mu, q.logVar, Float32Array.from(noise.flat()));
  const logPrior = diagonalLogDensity(standardNormal(q.mu.length), z);
  const logQ = diagonalLogDensity(q, z);
  return likelihoods(given).map((logLikelihood, l) => logLikelihood + logPrior[l]! - logQ[l]!);
}

function describe(given: BoundCase): string {
  const {x, q, noise} = given;
  const {reconstruction, kl} = rightTerms(given);
  const draws = noise.length === 1 ? "one draw" : `${noise.length} draws`;
  return `${draws}, ${x.length} pixels and ${gaussianText(q)} (reconstruction ${numberText(reconstruction)}, KL ${numberText(kl)})`;
}

const exercise: Exercise<BoundCase> = {
  name: "bound",
  cases: boundCases(),
  argumentsOf: ({x, q, noise, logLikelihood}) => [x, q, noise, logLikelihood],
  describe,
  expected: rightBound,
  mistakes,
  praise: "Right: the same as the library’s for four small decoders, with one draw up to seven."
};

/**
 * Returns what is to be said of a reader’s bound, a function of x, q, rows of noise and
 * log p(x|z) that returns nats.
 *
 * @param parts the reader’s functions of the first two exercises, which the bound may use
 */
export function checkBound(answer: unknown, parts: {kl: unknown; sample: unknown}): Verdict {
  const {isRight, sentence} = judge(answer, exercise);
  const wrong = [
    checkKl(parts.kl).isRight ? [] : ["kl"],
    checkSample(parts.sample).isRight ? [] : ["sample"]
  ].flat();
  if (isRight || wrong.length === 0) return {isRight, sentence};
  const which = wrong.length === 1 ? `${wrong[0]}, which is` : `${wrong.join(" and ")}, which are`;
  return {isRight, sentence: `${sentence} (If it uses your ${which} not right yet: begin there.)`};
}

/** Returns log p(x|z) of one image at one place, in nats. */
export type PointLikelihood = (x: ArrayLike<number>, z: ArrayLike<number>) => number;

/** What a bound is a function of: an image, a q, noise of L draws, and a decoder. */
interface BoundCase {
  x: readonly number[];
  q: DiagonalGaussian;
  /** One row of ε for each draw. */
  noise: readonly (readonly number[])[];
  logLikelihood: PointLikelihood;
}

/** Returns images, q’s, noise and small Bernoulli decoders, all drawn by seeds. */
function boundCases(): BoundCase[] {
  return shapes.map(({latents, pixels, draws}, i) => {
    const normals = (count: number, use: number) => exerciseNormals(count, i, 3, use);
    return {
      x: normals(pixels, 0).map((value) => 1 / (1 + Math.exp(-2 * value))),
      q: {mu: normals(latents, 1), logVar: normals(latents, 2).map((value) => value - 1)},
      noise: Array.from({length: draws}, (_, l) => normals(latents, 10 + l)),
      logLikelihood: smallDecoder(normals(pixels * latents, 3), normals(pixels, 4))
    };
  });
}

/** Returns log p(x|z) of a Bernoulli decoder of one layer, its weights row-major [pixels, latents]. */
function smallDecoder(weights: readonly number[], bias: readonly number[]): PointLikelihood {
  const latents = weights.length / bias.length;
  return (x, z) => {
    if (z.length !== latents) {
      throw new RangeError(`invalid z: length ${z.length}, expected ${latents}`);
    }
    const logits = Float32Array.from(bias, (b, pixel) =>
      Array.from(z).reduce((sum, value, j) => sum + weights[pixel * latents + j]! * value, b)
    );
    return imageLikelihoods(Float32Array.from(x), logits)[0]!;
  };
}

/** Returns the bound of a case by equation (7), as the library computes it, in nats. */
export function rightBound({x, q, noise, logLikelihood}: BoundCase): number {
  const latents = q.mu.length;
  const rows = (z: Float32Array) =>
    Float64Array.from({length: z.length / latents}, (_, l) =>
      logLikelihood(x, z.subarray(l * latents, (l + 1) * latents))
    );
  return boundBySamples(rows, q, Float32Array.from(noise.flat()));
}

/** Returns the two terms of the right bound: bound = reconstruction − kl, in nats. */
function rightTerms(given: BoundCase): {reconstruction: number; kl: number} {
  const kl = diagonalKlToPrior(given.q);
  return {reconstruction: rightBound(given) + kl, kl};
}
