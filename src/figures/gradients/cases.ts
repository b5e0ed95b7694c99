import type {Dice} from "../../components/dice.js";
import type {LocationScale, Draws, Parameter} from "../../math/gradients.js";
import {
  drawsOf,
  numberedNormals,
  pathwiseGradients,
  quadraticTarget,
  scoreGradients
} from "../../math/gradients.js";
import type {Moments} from "../../math/moments.js";
import {normalGrid, weightedMoments} from "../../math/moments.js";
import type {GradientFrame} from "./frame.js";
import type {StringStage} from "./string-plot.js";

/** How many points the curve of f has. */
const CURVE = 121;
/** Nodes of the grid along each latent: more would change no digit that the page shows. */
const NODES = 25;

/** f(z) = −½ (z − 1)²: the log density, but for a constant, of a normal z with mean 1. */
export const parabola = {height: 0, curvature: 1, peak: 1};

/** Returns the case of the parabola, which computes in no time. */
export function toyCase(): GradientCase {
  const normals = normalStore(1);
  const target = quadraticTarget(parabola);
  const zDomain = [-4, 4] as const;
  const z = evenly(zDomain);
  return {
    start: {mu: [-0.5], sigma: [1]},
    stage: {
      zDomain,
      muRange: [-2.5, 2.5],
      sigmaRange: [0.2, 1.5],
      curve: {z, f: Array.from(target(Float64Array.from(z), CURVE).f)}
    },
    batch: Infinity,
    draw: async (q, numbers) => drawsOf(target, q, normals(numbers)),
    async expect(q) {
      const {epsilon, weights} = normalGrid(1, 201);
      return expectations(drawsOf(target, q, epsilon), weights);
    }
  };
}

/**
 * Returns a promise to the case of an image: f(z) = log p(x|z) at the q of its encoder.
 *
 * @param draws computes f and ∇f, elsewhere
 */
export async function imageCase(
  start: LocationScale,
  draws: (q: LocationScale, epsilon: Float64Array) => Promise<Draws>
): Promise<GradientCase> {
  const latentSize = start.mu.length;
  const normals = normalStore(latentSize);
  const [mu, sigma] = [start.mu[0], start.sigma[0]];
  const zDomain = [mu - 4.5 * sigma, mu + 4.5 * sigma] as const;
  const z = evenly(zDomain);
  // Along the first latent, with the others at their means.
  const slice = Float64Array.from({length: CURVE * latentSize}, (_, i) =>
    i % latentSize === 0 ? (z[i / latentSize] - mu) / sigma : 0
  );
  const batch = 64;
  const {epsilon, weights} = normalGrid(latentSize, NODES);

  async function expect(q: LocationScale, signal: AbortSignal): Promise<Expectations> {
    const parts: Draws[] = [];
    for (let i = 0; i < weights.length && !signal.aborted; i += batch) {
      const rows = epsilon.slice(i * latentSize, (i + batch) * latentSize);
      parts.push(await draws(q, rows));
    }
    if (signal.aborted) return new Promise(() => {});
    const all = (key: "epsilon" | "z" | "f" | "slope") =>
      Float64Array.from(parts.flatMap((part) => Array.from(part[key])));
    const [e, places, f, slope] = [all("epsilon"), all("z"), all("f"), all("slope")];
    return expectations({count: weights.length, q, epsilon: e, z: places, f, slope}, weights);
  }

  return {
    start,
    stage: {
      zDomain,
      muRange: [mu - 2.5 * sigma, mu + 2.5 * sigma],
      sigmaRange: [0.25 * sigma, 1.75 * sigma],
      curve: {z, f: Array.from((await draws(start, slice)).f)}
    },
    batch,
    draw: (q, numbers) => draws(q, normals(numbers)),
    expect
  };
}

/** Returns the draws of ε that it is asked for, and keeps those of the last seed: q moves often. */
function normalStore(latentSize: number): (numbers: DrawNumbers) => Float64Array {
  let kept = {seed: NaN, epsilon: new Float64Array(0)};
  return ({seed, start, count}) => {
    const present = kept.seed === seed ? kept.epsilon.length / latentSize : 0;
    if (present < start + count) {
      // Twice as many as asked for: streams grow by small steps.
      const epsilon = numberedNormals(seed, {start: 0, count: 2 * (start + count), latentSize});
      kept = {seed, epsilon};
    }
    return kept.epsilon.slice(start * latentSize, (start + count) * latentSize);
  };
}

/** Returns what draws at the points of a grid say, weighted. */
export function expectations(draws: Draws, weights: Float64Array): Expectations {
  const moments = (values: Float64Array) => weightedMoments(values, (i) => weights[i]);
  const {mean: meanF} = moments(draws.f);
  return {
    meanF,
    of(parameter, constant) {
      const score = moments(scoreGradients(draws, parameter, constant));
      // The same for every constant; where f has kinks, f itself is better to integrate than f′.
      const {mean} = moments(scoreGradients(draws, parameter, -meanF));
      const {variance} = moments(pathwiseGradients(draws, parameter));
      return {pathwise: {mean, variance}, score: {...score, mean}};
    }
  };
}

function evenly([low, high]: readonly [number, number]): number[] {
  return Array.from({length: CURVE}, (_, i) => low + ((high - low) * i) / (CURVE - 1));
}

/** An f, and a q to take the gradient of its mean by. */
export interface GradientCase {
  /** The q to begin with, of which the reader may move the first latent. */
  start: LocationScale;
  stage: StringStage;
  /** How many draws to ask for at once, so that a frame is not held up. */
  batch: number;
  /** Returns a promise to the draws of a q with these numbers. */
  draw(q: LocationScale, numbers: DrawNumbers): Promise<Draws>;
  /**
   * Returns a promise to what the draws of a q are on average, and how they spread. It takes a
   * while; once the signal is aborted it may stay pending.
   */
  expect(q: LocationScale, signal: AbortSignal): Promise<Expectations>;
}

/** Which draws of a seed. */
export interface DrawNumbers {
  seed: number;
  start: number;
  count: number;
}

/** Exact means and variances over a q. */
export interface Expectations {
  /** E_q[f(z)]: the mean baseline. */
  meanF: number;
  /** Returns the moments of one draw’s gradients, with a constant added to f. */
  of(parameter: Parameter, constant: number): {pathwise: Moments; score: Moments};
}

/** The functions that make estimates of draws: those of vae/gradients and vae/moments. */
export interface Estimators {
  pathwiseGradients(draws: Draws, parameter: Parameter): Float64Array;
  scoreGradients(draws: Draws, parameter: Parameter, constant: number): Float64Array;
  estimatesOf(values: Float64Array, samples: number): Float64Array;
  sampleMoments(values: ArrayLike<number>): Moments;
}

/** The two gradient estimators side by side. */
export interface GradientFigure extends HTMLElement {
  /** Puts all back to where it began and empties the histograms; the seed stays. */
  reset(): void;
  dice: Dice;
  /** What the reader can set; q begins anew with every f, which dispatches a `case` event;
   * an `images` event says that there are digits to choose from. */
  inputs: GradientFrame["inputs"];
  /** Returns what the strings are drawn on. */
  stage(): StringStage;
}
