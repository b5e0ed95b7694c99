import type {PanelCurve} from "../components/curve-lines.js";
import type {DataRow} from "../components/figure-data.js";
import type {LiveProgress} from "../training/experiments/live-session.js";
import {curvePoints, type CurveColumns} from "../training/experiments/method-curve.js";
import type {ExperimentPanel, PageCurve, PageRun} from "../training/experiments/page-runs.js";
import type {ExperimentPlan} from "../training/experiments/plan.js";
import type {ExperimentPoint} from "../training/experiments/run.js";

/** The reader's own runs of one panel, as far as they are. */
export interface OwnCurves {
  panel: ExperimentPanel;
  /** Their plans, in the order of the panel’s methods; none before they are opened. */
  plans: readonly ExperimentPlan[];
  /** In the same order; none before they have begun. */
  runs: readonly LiveProgress[];
  /** Whether their images are of the data set, and not made up after it. */
  isReal: boolean;
}

/** What a figure says of a run, recorded or not. */
export type CurveRun = Pick<PageRun, "plan" | "rate" | "curve">;

/** A run of the reader's own, as figures have recorded ones. */
export interface OwnPageRun extends CurveRun {
  /** What its curve is called, such as “own-aevb”. */
  id: string;
}

/** Returns the reader's own runs that have a point. */
export function ownRuns(own: OwnCurves | undefined): OwnPageRun[] {
  return (own?.runs ?? []).flatMap(({rate, curve}, i) => {
    const plan = own!.plans[i];
    return curve.length === 0
      ? []
      : [{id: `own-${plan.method}`, plan, rate, curve: pageCurve(curve)}];
  });
}

/** Returns the points of a curve, column by column. */
function pageCurve(points: readonly ExperimentPoint[]): PageCurve {
  const bounds = (of: "train" | "heldOut") => {
    const terms = points.flatMap(({[of]: one}) => one ?? []);
    return {elbo: terms.map(({elbo}) => elbo), kl: terms.map(({kl}) => kl)};
  };
  const likelihoods = (of: "train" | "heldOut") => {
    const terms = points.flatMap(({likelihood}) => likelihood?.[of] ?? []);
    return {
      estimate: terms.map(({estimate}) => estimate),
      spread: terms.map(({spread}) => spread),
      importance: terms.map(({importance}) => importance)
    };
  };
  const [{heldOut, likelihood}] = points;
  return {
    imagesSeen: points.map(({imagesSeen}) => imagesSeen),
    seconds: points.map(({seconds}) => seconds),
    ...(heldOut && {train: bounds("train"), heldOut: bounds("heldOut")}),
    ...(likelihood && {
      likelihood: {train: likelihoods("train"), heldOut: likelihoods("heldOut")}
    })
  };
}

/** How a figure draws the reader's own runs, and what it says of them. */
export interface OwnDrawing {
  columns?: CurveColumns;
  /** Returns what a run is called. */
  title: (run: CurveRun) => string;
  /** Returns what a run says at a point of its curve, in a sentence. */
  reading: (run: CurveRun, index: number) => string;
}

/**
 * Returns the reader's own runs as dotted curves, on held-out images alone.
 *
 * @param panel the panel that they are drawn in: there are none in another one than their own
 */
export function ownCurves(
  panel: string,
  own: OwnCurves | undefined,
  drawing: OwnDrawing
): PanelCurve[] {
  if (own?.panel.id !== panel) return [];
  return ownRuns(own).map((run) => ({
    id: run.id,
    name: "yours",
    className: `of-${run.plan.method} own`,
    solid: curvePoints(run.curve, "heldOut", drawing.columns),
    description: ownSentence(run, Infinity, drawing)
  }));
}

/** Returns what one of the reader's own runs says at a point of its curve, or else at its last. */
export function ownSentence(
  run: OwnPageRun,
  index: number,
  {title, reading}: Pick<OwnDrawing, "title" | "reading">
): string {
  const last = run.curve.imagesSeen.length - 1;
  return `Your own run of ${title(run)}. ${reading(run, Math.min(index, last))}`;
}

/**
 * Returns the numbers of runs, a row for each point of a curve.
 *
 * @param row returns that of a point
 */
export function curveRows<Run extends CurveRun>(
  runs: readonly Run[],
  row: (run: Run, index: number) => DataRow
): DataRow[] {
  return runs.flatMap((run) => run.curve.imagesSeen.map((_, i) => row(run, i)));
}

/** Returns the numbers of the reader's own runs likewise, with where their images are from. */
export function ownRows(
  own: OwnCurves | undefined,
  row: (run: CurveRun, index: number) => DataRow
): DataRow[] {
  const images = own?.isReal ? "of the data set" : "made up by a shipped decoder";
  return curveRows(ownRuns(own), (run, i) => ({images, ...row(run, i)}));
}
