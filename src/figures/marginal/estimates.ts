import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {diagonalLogDensity, standardNormal} from "../../math/diagonal-gaussian.js";
import type {FullGaussian} from "../../math/gaussian-fit.js";
import {fitGaussian, fullGaussianDraws, fullGaussianLogDensity} from "../../math/gaussian-fit.js";
import {logMeanExp} from "../../math/importance.js";
import {reciprocalEstimate} from "../../math/marginal-likelihood.js";
import {sampleMoments} from "../../math/moments.js";
import {posteriorDraws} from "../../math/posterior-draws.js";
import type {Posterior} from "../../math/posterior.js";
import {logJoint} from "../../math/posterior.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {PosteriorClient} from "../../posteriors/client.js";

/** The ways to estimate log p(x) that are compared, in the order of the figure. */
export const ways = ["gaussian", "same", "wide", "prior", "encoder", "importance"] as const;
export type Way = (typeof ways)[number];

/** Where the draws of the posterior come from. */
export const posteriorSources = ["exact", "chain"] as const;
export type PosteriorSource = (typeof posteriorSources)[number];

/** One repeat: draws of its own, and what each way makes of them. */
export interface Repeat {
  /** The draws that q is fitted to, row-major [draws, 2]. */
  fitted: Float64Array;
  /** The draws that it is evaluated on. */
  draws: Float64Array;
  /** The Gaussian that fits the former; undefined where they lie in a line. */
  fit: FullGaussian | undefined;
  /** The estimate of log p(x) of each way, in nats; NaN where there is no fit. */
  estimates: Record<Way, number>;
}

/** What is known of one image so far. */
export interface MarginalEstimates {
  /** The true posterior, and with it log p(x). */
  posterior: Posterior;
  repeats: Repeat[];
  /** The mean probability with which the chains moved; undefined for exact draws. */
  acceptance: number | undefined;
}

/** Options for marginalEstimates. */
interface MarginalOptions {
  seed: number;
  source: PosteriorSource;
  /** The number of repeats; those of chains are slow. */
  repeats: number;
}

/** The draws that are fitted, and as many that are evaluated: those of section 5. */
const DRAWS = 50;
/** What the covariance of the fitted Gaussian is multiplied by; for importance sampling, to be safe. */
export const widening = {gaussian: 1, same: 1, wide: 4, importance: 2} as const;
/** The leapfrog steps of appendix D, and the transitions that come before the draws. */
const LEAPFROG_STEPS = 4;
const BURN_IN = 50;
/** The repeats that are computed at once: few, so that another image need not wait long. */
const STEP = 10;
/** Marks the random streams: of the draws, of the proposals’ noise, and of the chains. */
const [DRAW_STREAM, PROPOSAL_STREAM, CHAIN_STREAM] = [1, 2, 3];

/** Yields the estimates of one image’s log p(x) as more and more repeats are made. */
export async function* marginalEstimates(
  client: Pick<PosteriorClient, "landscape" | "posterior" | "likelihoods" | "chains">,
  {x, q}: {x: Float32Array; q: DiagonalGaussian},
  {seed, source, repeats: most}: MarginalOptions
): AsyncGenerator<MarginalEstimates, void> {
  // Asked for at once: what the second answer is about is what the first one opens.
  const [, posterior] = await Promise.all([client.landscape(x), client.posterior()]);
  const repeats: Repeat[] = [];
  const probabilities: number[] = [];
  yield {posterior, repeats: [], acceptance: undefined};
  for (let from = 0; from < most; from += STEP) {
    const count = Math.min(STEP, most - from);
    let sets: Float64Array[];
    if (source === "exact") {
      sets = Array.from({length: count}, (_, i) =>
        posteriorDraws(posterior, randomSource(seed, DRAW_STREAM, from + i), 2 * DRAWS)
      );
    } else {
      const sigma = q.logVar.map((value) => Math.exp(value / 2));
      const {z, acceptance} = await client.chains(x, {
        start: Float64Array.from({length: 2 * count}, (_, i) => q.mu[i % 2]),
        stepSizes: new Float64Array(count).fill(Math.min(...sigma)),
        leapfrogSteps: LEAPFROG_STEPS,
        tuning: BURN_IN,
        transitions: 2 * DRAWS,
        seed: [seed, CHAIN_STREAM, from]
      });
      sets = Array.from({length: count}, (_, chain) =>
        Float64Array.from({length: 4 * DRAWS}, (_unused, i) => {
          const [draw, axis] = [Math.floor(i / 2), i % 2];
          return z[2 * (draw * count + chain) + axis];
        })
      );
      probabilities.push(...acceptance);
    }
    const made = sets.map((draws, i) =>
      prepared(draws, randomSource(seed, PROPOSAL_STREAM, from + i))
    );
    const joints = await jointsOf(
      client,
      x,
      made.flatMap(({draws, fitted, proposed}) => [fitted, draws, proposed])
    );
    made.forEach(({fitted, draws, fit, proposed, proposal}, i) => {
      const [ofFitted, ofDraws, ofProposed] = joints.slice(3 * i, 3 * i + 3);
      const by = (logDensity: ArrayLike<number>, joint = ofDraws) =>
        reciprocalEstimate(logDensity, joint);
      const ifFit = (estimate: (known: FullGaussian) => number) =>
        fit === undefined ? NaN : estimate(fit);
      repeats.push({
        fitted,
        draws,
        fit,
        estimates: {
          gaussian: ifFit((known) => by(fullGaussianLogDensity(known, draws))),
          same: ifFit((known) => by(fullGaussianLogDensity(known, fitted), ofFitted)),
          wide: ifFit((known) =>
            by(fullGaussianLogDensity(widenedGaussian(known, widening.wide), draws))
          ),
          prior: by(diagonalLogDensity(standardNormal(2), draws)),
          encoder: by(diagonalLogDensity(q, draws)),
          importance: ifFit(() => {
            const logDensity = fullGaussianLogDensity(proposal!, proposed);
            return logMeanExp(ofProposed.map((joint, l) => joint - logDensity[l]));
          })
        }
      });
    });
    const total = probabilities.reduce((sum, p) => sum + p, 0);
    const acceptance = source === "exact" ? undefined : total / probabilities.length;
    yield {posterior, repeats: [...repeats], acceptance};
  }
}

/** Halves the draws, fits a Gaussian to the first half, and draws from it, widenedGaussian. */
function prepared(all: Float64Array, source: () => number) {
  const [fitted, draws] = [all.slice(0, 2 * DRAWS), all.slice(2 * DRAWS)];
  const fit = fitUnlessFlat(fitted);
  const proposal = fit && widenedGaussian(fit, widening.importance);
  const noise = standardNormals(source, 2 * DRAWS);
  const proposed = proposal === undefined ? draws : fullGaussianDraws(proposal, noise);
  return {fitted, draws, fit, proposal, proposed};
}

/** Returns the Gaussian of some draws, or undefined where they lie in a line, as a stuck chain’s. */
function fitUnlessFlat(draws: Float64Array): FullGaussian | undefined {
  try {
    return fitGaussian(draws, 2);
  } catch {
    return undefined;
  }
}

/** Returns a Gaussian with its covariance multiplied. */
export function widenedGaussian({mean, factor}: FullGaussian, by: number): FullGaussian {
  return {mean, factor: factor.map((value) => value * Math.sqrt(by))};
}

/** Returns log p(x, z) of several lists of points, in nats, asked for at once. */
async function jointsOf(
  client: Pick<PosteriorClient, "likelihoods">,
  x: Float32Array,
  lists: readonly Float64Array[]
): Promise<Float64Array[]> {
  const all = new Float32Array(lists.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  const joint = logJoint(await client.likelihoods(x, all.slice()), all);
  let from = 0;
  return lists.map(({length}) => joint.slice(from, (from += length / 2)));
}

/** Returns the errors of a way, estimate − log p(x), one a repeat, in nats; NaN where it has none. */
export function errorsOf({posterior, repeats}: MarginalEstimates, way: Way): number[] {
  return repeats.map(({estimates}) => estimates[way] - posterior.logEvidence);
}

/** Returns the mean and the standard deviation of a way's errors over the repeats that have one. */
export function errorMoments(
  known: MarginalEstimates,
  way: Way
): {mean: number; deviation: number} {
  const {mean, variance} = sampleMoments(errorsOf(known, way).filter(Number.isFinite));
  return {mean, deviation: Math.sqrt(variance)};
}
