import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {diagonalLogDensity, diagonalSamples} from "../../math/diagonal-gaussian.js";
import {sampleMoments} from "../../math/moments.js";
import type {LogLikelihood} from "../../math/posterior.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {Verdict} from "./exercise.js";
import {
  calledAnswer,
  differingTexts,
  exerciseNormals,
  listText,
  notYet,
  numberText
} from "./exercise.js";

/** A prior’s log density at a place of the plane, in nats. */
export type LogPrior = (z: number[]) => number;

/** Returns log N(z; 0, I) of two latents, in nats: the prior of the paper. */
export function gaussianLogPrior(z: ArrayLike<number>): number {
  return -(z[0]! ** 2 + z[1]! ** 2) / 2 - Math.log(2 * Math.PI);
}

/** How far an integral may be from 1. */
const TOLERANCE = 1e-2;

/** Places that are looked at first; where a prior is not finite, the bound would not be. */
const places = [
  [0, 0],
  [0, 1],
  [-2, 0.5],
  [3, -3]
].concat(Array.from({length: 20}, (_, i) => exerciseNormals(2, i, 4).map((value) => 1.5 * value)));

/** What an integral comes to where a known constant is missing, or a weight. */
const known: [value: number, says: string][] = [
  [2 * Math.PI, "That is 2π: a Gaussian’s constant, −log 2π for two latents, is missing."],
  [
    Math.sqrt(2 * Math.PI),
    "That is √2π: the constant −½ log 2π is there once, and is needed for each latent."
  ],
  [
    4 * Math.PI,
    "That is 4π: the constant −log 2π is missing, and a mixture’s weights add up to 1."
  ],
  [4, "That is 4: a factor of ½ for each latent is missing, or a mixture’s weights."],
  [2, "That is 2: a mixture’s weights add up to 1."],
  [0.5, "That is one half: a mixture’s weights add up to 1."]
];

/**
 * Returns what is to be said of a reader’s log p(z) over the plane: right if it is finite, if its
 * exponential integrates to 1, and if it is another prior than N(0, I).
 */
export function checkPrior(answer: unknown): Verdict {
  for (const z of places) {
    const called = calledAnswer(answer, [z], "number");
    if (called.fault === undefined) continue;
    const where = typeof answer === "function" ? `At z = ${listText(z)}, logPrior` : "logPrior";
    return notYet(`${where} ${called.fault}.`);
  }
  const logPrior = answer as LogPrior;
  const values = places.map((z) => logPrior([...z]));
  if (places.some((z, i) => logPrior([...z]) !== values[i])) {
    return notYet("logPrior gives other numbers when it is called again: nothing may be random.");
  }
  let integral: number;
  try {
    integral = integralOf(logPrior);
  } catch (error) {
    return notYet(`Far from the origin logPrior throws “${(error as Error).message}”.`);
  }
  if (Number.isNaN(integral)) return notYet("Far from the origin logPrior is not a number.");
  if (Math.abs(integral - 1) > TOLERANCE) return notYet(unnormalized(logPrior, integral));
  const isPaper = places.every((z, i) => Math.abs(values[i]! - gaussianLogPrior(z)) < 1e-4);
  if (isPaper) {
    return notYet(
      "It is normalized, and it is N(0, I), the prior that was there before. Try another."
    );
  }
  return {
    isRight: true,
    sentence: `Right: a prior. Its integral over the plane is ${numberText(integral, 4)}.`
  };
}

/** Returns ∫ exp(f) over the plane. */
function integralOf(f: (z: [number, number]) => number): number {
  return openMasses(f, openLattice()).reduce((sum, mass) => sum + mass, 0);
}

function unnormalized(logPrior: LogPrior, integral: number): string {
  const asDensity = integralOf((z) => Math.log(Math.max(0, logPrior(z))));
  if (Math.abs(asDensity - 1) < TOLERANCE) {
    return "This is a density, p(z): its integral is 1. Return its logarithm.";
  }
  const flat = flatLatent(logPrior);
  if (flat !== undefined) {
    return `It does not depend on the ${flat} latent, so it does not fall off, and its integral over the plane is infinite.`;
  }
  const [size] = differingTexts(integral, 1);
  const found = known.find(([value]) => Math.abs(integral / value - 1) < TOLERANCE);
  const hint =
    found?.[1] ??
    (integral > 1e3
      ? "It does not fall off far from the origin."
      : `Subtract its logarithm, ${numberText(Math.log(integral))}, and it is normalized.`);
  return `The integral of exp(logPrior) over the plane is ${size}, expected 1. ${hint}`;
}

/** Returns the latent that a log density does not depend on, if there is one. */
function flatLatent(logPrior: LogPrior): "first" | "second" | undefined {
  const others = [-1, 0.5, 2];
  if (others.every((z) => logPrior([z, 0.3]) === logPrior([z, 5]))) return "second";
  if (others.every((z) => logPrior([0.3, z]) === logPrior([5, z]))) return "first";
  return undefined;
}

/** The bound of one image and one q under two priors, by the same draws, in nats. */
interface PriorBounds {
  /** Under N(0, I). */
  gaussian: number;
  /** Under the reader’s prior. */
  yours: number;
  /** One standard error of the difference of the two. */
  standardError: number;
}

/** Draws of q, and their seed. */
const DRAWS = 1024;
const SEED = 0;

/**
 * Returns the generic estimate of equation (6), the mean of log p(x|z) + log p(z) − log q(z) over
 * seeded draws of q, under N(0, I) and under another prior. The draws are the same, so the
 * difference is far more exact than either.
 */
export function priorBounds(
  logLikelihood: LogLikelihood,
  q: DiagonalGaussian,
  logPrior: LogPrior
): PriorBounds {
  const z = diagonalSamples(q.mu, q.logVar, standardNormals(randomSource(SEED), 2 * DRAWS));
  const likelihoods = logLikelihood(z);
  const density = diagonalLogDensity(q, z);
  const points = Array.from({length: DRAWS}, (_, i) => [z[2 * i]!, z[2 * i + 1]!]);
  const differences = points.map((point) => logPrior(point) - gaussianLogPrior(point));
  const underGaussian = points.map(
    (point, i) => likelihoods[i]! + gaussianLogPrior(point) - density[i]!
  );
  const {mean, variance} = sampleMoments(differences);
  const gaussian = sampleMoments(underGaussian).mean;
  return {gaussian, yours: gaussian + mean, standardError: Math.sqrt(variance / DRAWS)};
}

/** Points that cover the whole plane, dense near the origin and ever wider apart far from it. */
interface OpenLattice {
  /** The places along either axis, rising. */
  line: readonly number[];
  /** What each place stands for: its share of the axis, in units of z. */
  steps: readonly number[];
}

/** Places along an axis, and how far the outermost are from the origin: sinh 8, about 1,490. */
const SIZE = 256;
const REACH = 8;

/**
 * Returns the lattice z = sinh t at evenly spaced t, whose steps are cosh t dt: so fine in the
 * middle, 0.06, that no density of a width of 0.1 is missed, and so wide that heavy tails count.
 */
function openLattice(): OpenLattice {
  const dt = (2 * REACH) / SIZE;
  const t = Array.from({length: SIZE}, (_, i) => -REACH + (i + 0.5) * dt);
  return {line: t.map(Math.sinh), steps: t.map((value) => Math.cosh(value) * dt)};
}

/**
 * Returns the share of each point of the plane in ∫ exp(f), row-major with the second latent in the
 * rows; their sum is the integral.
 *
 * @param f log density at [z₁, z₂]
 */
function openMasses(f: (z: [number, number]) => number, {line, steps}: OpenLattice): Float64Array {
  const masses = new Float64Array(line.length ** 2);
  for (let row = 0, i = 0; row < line.length; ++row) {
    for (let column = 0; column < line.length; ++column, ++i) {
      masses[i] = Math.exp(f([line[column]!, line[row]!])) * steps[row]! * steps[column]!;
    }
  }
  return masses;
}

/**
 * Returns draws from a prior over the plane, row-major [count, 2]: points of a lattice, each as
 * likely as the mass that it stands for, seeded.
 *
 * @throws RangeError if the density has no finite, positive integral
 */
export function priorDraws(logPrior: LogPrior, count: number, seed = 0): Float32Array<ArrayBuffer> {
  const lattice = openLattice();
  const masses = openMasses(logPrior, lattice);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  if (!(total > 0 && Number.isFinite(total))) {
    throw new RangeError(`invalid prior: integral ${total}, expected a finite positive one`);
  }
  const side = lattice.line.length;
  const z = new Float32Array(2 * count);
  for (let i = 0; i < count; ++i) {
    let rest = randomSource(seed, i)() * total;
    let at = 0;
    while (at < masses.length - 1 && (rest -= masses[at]!) > 0) ++at;
    z.set([lattice.line[at % side]!, lattice.line[Math.floor(at / side)]!], 2 * i);
  }
  return z;
}
