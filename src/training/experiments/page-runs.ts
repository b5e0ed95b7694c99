import type {ExperimentPlan, Method} from "./plan.js";
import type {ExperimentRecord, RecordedLikelihood, RecordedTerms} from "./record.js";

/** A recorded run as a page has it: what its figures draw, and what names it. */
export interface PageRun extends Pick<
  ExperimentRecord,
  | "id"
  | "plan"
  | "rate"
  | "commit"
  | "engine"
  | "command"
  | "wallTimeSeconds"
  | "processorSeconds"
  | "klPerUnit"
> {
  curve: PageCurve;
}

/** The points of a curve, column by column; terms in nats per image. */
export interface PageCurve {
  imagesSeen: number[];
  /** The processor time of learning up to each point. */
  seconds: number[];
  /** The bound, if there is a q. */
  train?: PageTerms;
  heldOut?: PageTerms;
  /** The marginal likelihood, if the plan has it; then the bound is left out. */
  likelihood?: {train: PageLikelihood; heldOut: PageLikelihood};
}

/** The marginal likelihood by its two estimators, and how far that of appendix D is off an image. */
export type PageLikelihood = Pick<RecordedLikelihood, "estimate" | "spread" | "importance">;

/** The bound, and the KL in it. */
export interface PageTerms {
  elbo: number[];
  kl: number[];
}

/** Decimals of a term on a page: a tenth of what can be told apart in a drawing. */
const DECIMALS = 2;

/** Returns what a page needs of a record: some three quarters of it can be left out. */
export function pageRun(record: ExperimentRecord): PageRun {
  const {id, plan, rate, commit, engine, command, klPerUnit, curve} = record;
  const {wallTimeSeconds, processorSeconds} = record;
  const {imagesSeen, seconds, train, heldOut, likelihood} = curve;
  return {
    id,
    plan,
    rate,
    commit,
    engine,
    command,
    wallTimeSeconds,
    ...(processorSeconds !== undefined && {processorSeconds}),
    klPerUnit,
    curve: {
      imagesSeen,
      seconds,
      ...(likelihood === undefined
        ? {
            ...(train && {train: pageTerms(train)}),
            ...(heldOut && {heldOut: pageTerms(heldOut)})
          }
        : {
            likelihood: {
              train: pageLikelihood(likelihood.train),
              heldOut: pageLikelihood(likelihood.heldOut)
            }
          })
    }
  };
}

const rounded = (value: number) => Number(value.toFixed(DECIMALS));

function pageTerms({reconstruction, kl}: RecordedTerms): PageTerms {
  return {
    elbo: reconstruction.map((term, i) => rounded(term - kl[i])),
    kl: kl.map(rounded)
  };
}

function pageLikelihood({estimate, spread, importance}: RecordedLikelihood): PageLikelihood {
  return {
    estimate: estimate.map(rounded),
    spread: spread.map(rounded),
    importance: importance.map(rounded)
  };
}

/** The runs of one method in one setting: they differ in their seeds. */
export interface MethodRuns {
  method: Method;
  /** The run that goes farthest comes first. */
  runs: [PageRun, ...PageRun[]];
}

/** A panel of a figure: runs of the same setting by several methods. */
export interface ExperimentPanel {
  /** What the names of its runs begin with, such as “mnist-20”. */
  id: string;
  /** The plan of its first run: that of all but for the method and the seed. */
  plan: ExperimentPlan;
  methods: MethodRuns[];
}

/** Returns the panels of runs, and the methods of each, in the order in which they first come. */
export function experimentPanels(runs: readonly PageRun[]): ExperimentPanel[] {
  const panels = new Map<string, ExperimentPanel>();
  for (const run of runs) {
    const {method, seed} = run.plan;
    const id = run.id.replace(`-${method}-${seed}`, "");
    const panel = panels.get(id) ?? {id, plan: run.plan, methods: []};
    panels.set(id, panel);
    const known = panel.methods.find((one) => one.method === method);
    if (known === undefined) panel.methods.push({method, runs: [run]});
    else known.runs.push(run);
  }
  for (const {methods} of panels.values()) {
    for (const {runs: ofMethod} of methods) {
      ofMethod.sort((a, b) => lastSeen(b) - lastSeen(a) || a.plan.seed - b.plan.seed);
    }
  }
  return [...panels.values()];
}

/** Returns the runs of a method with that of a seed first, where there is one. */
export function withSeedFirst({method, runs}: MethodRuns, seed: number | undefined): MethodRuns {
  const first = runs.find(({plan}) => plan.seed === seed) ?? runs[0];
  return {method, runs: [first, ...runs.filter((run) => run !== first)]};
}

/** Returns how far a run goes, in images seen. */
export function lastSeen({curve: {imagesSeen}}: PageRun): number {
  return imagesSeen.at(-1)!;
}

/** The least and the greatest value of several runs at one place of their curves. */
export interface SeedRange {
  imagesSeen: number;
  low: number;
  high: number;
}

/**
 * Returns how far runs of different seeds lie apart, wherever at least two of them have a point.
 *
 * @param values returns a value for each point of a curve
 */
export function seedBand(
  runs: readonly PageRun[],
  values: (curve: PageCurve) => readonly number[]
): SeedRange[] {
  const found = new Map<number, number[]>();
  for (const {curve} of runs) {
    const ofRun = values(curve);
    for (const [i, seen] of curve.imagesSeen.entries()) {
      found.set(seen, [...(found.get(seen) ?? []), ofRun[i]]);
    }
  }
  return Array.from(found, ([imagesSeen, all]) => ({imagesSeen, all}))
    .filter(({all}) => all.length > 1)
    .toSorted((a, b) => a.imagesSeen - b.imagesSeen)
    .map(({imagesSeen, all}) => ({imagesSeen, low: Math.min(...all), high: Math.max(...all)}));
}
