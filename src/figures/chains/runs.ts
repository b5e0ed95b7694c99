import type {ChainTrace} from "../../math/chain-trace.js";
import {posteriorDraws} from "../../math/posterior-draws.js";
import type {Posterior} from "../../math/posterior.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {PosteriorClient} from "../../posteriors/client.js";

/** Chains that begin at draws of the prior, and chains that begin at draws of the posterior. */
export const COLD = 48;
const WARM = 16;
const CHAINS = COLD + WARM;

/** The leapfrog steps of appendix E. */
export const LEAPFROG_STEPS = 10;
/** The transitions of a whole run. */
export const MOVES = 120;
/** So many nats below the typical log p(x, z) a chain still counts as being where the mass is. */
export const REACH = 5;

/** Chains that tune the step size, and their transitions. */
const TUNED = 8;
const TUNING = 40;
/** Transitions that are asked for at once: few, so that what is drawn keeps moving. */
const STEP = 2;
/** Marks the random streams: of tuning, of the starts, and of the moves. */
const [TUNING_STREAM, START_STREAM, MOVE_STREAM] = [1, 2, 3];

/** What is known of the chains of one image so far. */
export interface ChainRuns {
  /** log p(x|z) over the plane, in nats. */
  landscape: Float64Array;
  posterior: Posterior;
  /** The step size, at which nine tenths of the moves on the posterior are accepted. */
  stepSize: number;
  /** The mean of log p(x, z) under the posterior, in nats. */
  typical: number;
  /** Where each chain began, the cold ones first, row-major [chains, 2]. */
  start: Float64Array;
  /** Where they have been since, a trace for each transition. */
  moves: ChainTrace[];
}

/**
 * Yields the chains on the posterior of one image as they move: first the step size is tuned to an
 * acceptance of 90 % by chains that begin at draws of the posterior, and then it stays (appendix E).
 *
 * @param goOn resolves when the chains are to move on, after their first moves: nobody has to pay for
 *   what nobody sees
 */
export async function* chainRuns(
  client: Pick<PosteriorClient, "landscape" | "posterior" | "chains">,
  x: Float32Array,
  {
    seed,
    moves: most = MOVES,
    goOn = async () => {}
  }: {seed: number; moves?: number; goOn?: () => Promise<void>}
): AsyncGenerator<ChainRuns, void> {
  // Asked for at once: what the second answer is about is what the first one opens.
  const [landscape, posterior] = await Promise.all([client.landscape(x), client.posterior()]);
  const warm = (stream: number, count: number) =>
    posteriorDraws(posterior, randomSource(seed, stream), count);
  const tuned = await client.chains(x, {
    start: warm(TUNING_STREAM, TUNED),
    stepSizes: new Float64Array(TUNED).fill(0.02),
    leapfrogSteps: LEAPFROG_STEPS,
    tuning: TUNING,
    transitions: 0,
    seed: [seed, TUNING_STREAM, 0]
  });
  const stepSize = middle(tuned.stepSizes);
  const prior = standardNormals(randomSource(seed, START_STREAM), 2 * COLD);
  const start = Float64Array.from([...prior, ...warm(START_STREAM, WARM)]);
  const known = {landscape, posterior, stepSize, typical: typicalLogJoint(posterior), start};
  const moves: ChainTrace[] = [];
  yield {...known, moves: []};
  let z: Float64Array = start;
  while (moves.length < most) {
    if (moves.length > 0) await goOn(); // the first ones are what the figure shows at first
    const trace = await client.chains(x, {
      start: z,
      stepSizes: new Float64Array(CHAINS).fill(stepSize),
      leapfrogSteps: LEAPFROG_STEPS,
      transitions: Math.min(STEP, most - moves.length),
      seed: [seed, MOVE_STREAM, moves.length]
    });
    moves.push(...eachTransition(trace));
    z = moves[moves.length - 1].z;
    yield {...known, moves: [...moves]};
  }
}

/** Returns the middle one of some numbers, the greater one of two. */
function middle(values: Float64Array): number {
  return values.toSorted()[values.length >> 1];
}

/** Returns the mean of log p(x, z) under the posterior, in nats. */
function typicalLogJoint({lattice, logJoint, logEvidence}: Posterior): number {
  const cell = lattice.steps[0] * lattice.steps[1];
  return logJoint.reduce((sum, value) => sum + Math.exp(value - logEvidence) * cell * value, 0);
}

/** Returns a trace for each transition of one. */
function eachTransition({z, logJoint, acceptance, path, stepSizes}: ChainTrace): ChainTrace[] {
  const count = logJoint.length / stepSizes.length;
  const part = (all: Float64Array, t: number) =>
    all.slice((t * all.length) / count, ((t + 1) * all.length) / count);
  return Array.from({length: count}, (_, t) => ({
    z: part(z, t),
    logJoint: part(logJoint, t),
    acceptance: part(acceptance, t),
    path: part(path, t),
    stepSizes
  }));
}

/** Which chains a number is about. */
export type ChainGroup = "cold" | "warm";

/** Returns the numbers of the cold chains or of the warm ones, from numbers one a chain. */
function ofChains(values: Float64Array, which: ChainGroup): Float64Array {
  return which === "cold" ? values.subarray(0, COLD) : values.subarray(COLD);
}

/** Returns whether each chain is where the mass is after a transition. */
export function haveArrived({moves, typical}: ChainRuns, move: number): boolean[] {
  return Array.from(moves[move].logJoint, (value) => value > typical - REACH);
}

/** Returns the share of chains that are where the mass is after a transition, from 0 to 1. */
export function arrivedShare({moves, typical}: ChainRuns, which: ChainGroup, move: number): number {
  const values = ofChains(moves[move].logJoint, which);
  return values.filter((value) => value > typical - REACH).length / values.length;
}

/** Returns the mean probability with which chains moved, over the transitions up to one. */
export function meanAcceptance({moves}: ChainRuns, which: ChainGroup, move: number): number {
  const all = moves.slice(0, move + 1).flatMap((one) => [...ofChains(one.acceptance, which)]);
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}
