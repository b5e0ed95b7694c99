import {latentUse} from "../../math/latent-use.js";
import type {EncoderTerms} from "./likelihood.js";
import type {ExperimentPlan} from "./plan.js";
import type {RateTrial} from "./rate-trials.js";
import type {ExperimentPoint, ExperimentState} from "./run.js";

/** A run of section 5 as it lies in a file. */
export interface ExperimentRecord {
  /** The paper's figure that it belongs to, and its name there, such as “mnist-3-aevb-0”. */
  figure: number;
  id: string;
  plan: ExperimentPlan;
  imagesSeen: number;
  /** What repeats its beginning and compares it with this file. */
  command: string;
  /** The commit that it was begun at. */
  commit: string;
  engine: string;
  /** The programs it was made with, by name. */
  versions: Record<string, string>;
  /**
   * All time from its first to its last point, measuring included, in seconds. Without the pauses of
   * the process if there is a processor time; older records include them.
   */
  wallTimeSeconds: number;
  /** The processor time of all that, in seconds; records begun before it was counted have none. */
  processorSeconds?: number;
  rate: number;
  /** The step sizes that were tried, with their bounds; one alone has none. */
  trials: {rate: number; elbo: number | null}[];
  curve: RecordedCurve;
  /** The mean KL of each latent dimension at the last point, over held-out images, if there is a q. */
  klPerUnit?: number[];
}

/** The points of a curve, column by column; terms in nats per image. */
export interface RecordedCurve {
  imagesSeen: number[];
  /** The processor time of learning up to each point. */
  seconds: number[];
  /** The bound, if there is a q. */
  train?: RecordedTerms;
  heldOut?: RecordedTerms;
  /** The latent dimensions that the model makes use of. */
  activeUnits?: number[];
  /** The marginal likelihood of both sets, if the plan has it. */
  likelihood?: {train: RecordedLikelihood; heldOut: RecordedLikelihood};
}

/** Columns of LikelihoodTerms. */
export interface RecordedLikelihood {
  estimate: number[];
  spread: number[];
  importance: number[];
  failed: number[];
  /** By the encoder's q, null at the points that were measured without it. */
  encoder?: Record<keyof EncoderTerms, (number | null)[]>;
}

/** The two terms of the bound, which is their difference. */
export interface RecordedTerms {
  reconstruction: number[];
  kl: number[];
}

/** Decimals of a recorded term: more than its noise has, fewer than would make files large. */
const DECIMALS = 4;

const rounded = (value: number, decimals = DECIMALS) => Number(value.toFixed(decimals));

/** Returns the record of a run that has at least one point. */
export function experimentRecord(
  {plan, rate, trials, curve}: ExperimentState,
  facts: Omit<ExperimentRecord, "plan" | "imagesSeen" | "rate" | "trials" | "curve" | "klPerUnit">
): ExperimentRecord {
  const last = curve.at(-1);
  if (last === undefined) throw new Error(`invalid curve: no point, expected at least one`);
  return {
    ...facts,
    plan,
    imagesSeen: last.imagesSeen,
    rate,
    trials: trials.map(roundedTrial),
    curve: packExperimentCurve(curve),
    klPerUnit: last.klPerUnit?.map((kl) => rounded(kl, 3))
  };
}

function roundedTrial({rate, elbo}: RateTrial) {
  return {rate, elbo: Number.isFinite(elbo) ? rounded(elbo, 2) : null};
}

function packExperimentCurve(curve: readonly ExperimentPoint[]): RecordedCurve {
  const bounds = curve.flatMap(({train, heldOut, klPerUnit}) =>
    train && heldOut && klPerUnit ? [{train, heldOut, klPerUnit}] : []
  );
  const terms = (of: "train" | "heldOut"): RecordedTerms => ({
    reconstruction: bounds.map((point) => rounded(point[of].reconstruction)),
    kl: bounds.map((point) => rounded(point[of].kl))
  });
  const likelihoods = curve.flatMap(({likelihood}) => likelihood ?? []);
  const columns = (of: "train" | "heldOut"): RecordedLikelihood => ({
    estimate: likelihoods.map((point) => rounded(point[of].estimate, 3)),
    spread: likelihoods.map((point) => rounded(point[of].spread, 3)),
    importance: likelihoods.map((point) => rounded(point[of].importance, 3)),
    failed: likelihoods.map((point) => point[of].failed),
    ...(likelihoods.some((point) => point[of].encoder) && {
      encoder: encoderColumns(likelihoods.map((point) => point[of].encoder))
    })
  });
  return {
    imagesSeen: curve.map(({imagesSeen}) => imagesSeen),
    seconds: curve.map(({seconds}) => rounded(seconds, 1)),
    ...(bounds.length > 0 && {
      train: terms("train"),
      heldOut: terms("heldOut"),
      activeUnits: bounds.map(({klPerUnit}) => latentUse(klPerUnit).active)
    }),
    ...(likelihoods.length > 0 && {
      likelihood: {train: columns("train"), heldOut: columns("heldOut")}
    })
  };
}

function encoderColumns(
  points: readonly (EncoderTerms | undefined)[]
): Record<keyof EncoderTerms, (number | null)[]> {
  const column = (name: keyof EncoderTerms, decimals: number) =>
    points.map((terms) => (terms ? rounded(terms[name], decimals) : null));
  return {
    estimate: column("estimate", 3),
    spread: column("spread", 3),
    effectiveSize: column("effectiveSize", 1),
    few: column("few", 0)
  };
}

/**
 * Returns by how much two curves differ where both have a point: the largest difference of a term,
 * in nats per image.
 *
 * @throws Error if they share no point
 */
export function curveDifference(a: RecordedCurve, b: RecordedCurve): number {
  let largest = -Infinity;
  for (const [i, seen] of a.imagesSeen.entries()) {
    const j = b.imagesSeen.indexOf(seen);
    if (j < 0) continue;
    for (const of of ["train", "heldOut"] as const) {
      const pairs = [
        [a[of]?.reconstruction, b[of]?.reconstruction],
        [a[of]?.kl, b[of]?.kl],
        [a.likelihood?.[of].estimate, b.likelihood?.[of].estimate]
      ];
      for (const [ours, theirs] of pairs) {
        if (ours === undefined || theirs === undefined) continue;
        largest = Math.max(largest, Math.abs(ours[i] - theirs[j]));
      }
    }
  }
  if (largest === -Infinity) throw new Error("invalid curves: they have no point in common");
  return largest;
}
