import {format, group} from "d3";
import {curveExtent, type CurveDomains} from "../../components/curve-axes.js";
import type {PanelCurve} from "../../components/curve-lines.js";
import type {DataRow} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import {shownUnit} from "../../state/unit.js";
import {curveRows, ownCurves} from "../../experiments/own-curves.js";
import type {CurveRun, OwnCurves, OwnDrawing} from "../../experiments/own-curves.js";
import {methodCurve, type CurveColumns} from "../../training/experiments/method-curve.js";
import {experimentPanels, lastSeen, withSeedFirst} from "../../training/experiments/page-runs.js";
import type {
  ExperimentPanel,
  MethodRuns,
  PageLikelihood,
  PageRun
} from "../../training/experiments/page-runs.js";
import {methodNames} from "../../training/experiments/run-facts.js";

/** What the points of a curve are counted by. */
export type CurveAxis = CurveColumns["x"];

/** The runs of one method with one way to choose the step size. */
export interface Contestant extends MethodRuns {
  /** The name of its curve, such as “n1000-aevb”. */
  curve: string;
  /** What stands at the end of its curve. */
  name: string;
  /** Its setting, to which its curve belongs. */
  setting: ExperimentPanel;
  /** Whether its step size was chosen by a longer trial than that of the others. */
  isLonger: boolean;
}

/** A panel: all that learned from the same images. */
export interface LikelihoodPanel {
  id: string;
  trainImages: number;
  contestants: Contestant[];
}

const count = format(",");
const nats = informationFormat(",.1f");
const twoDecimals = informationFormat(".2f");
const seconds = format(".3~r");

/** Returns the panels of runs, the one with the fewest images first. */
export function likelihoodPanels(runs: readonly PageRun[]): LikelihoodPanel[] {
  const bySize = group(experimentPanels(runs), ({plan}) => plan.trainImages);
  return Array.from(bySize, ([trainImages, settings]) => {
    const usual = Math.min(...settings.map(({plan}) => plan.trialSteps));
    return {
      id: `n${trainImages}`,
      trainImages,
      contestants: settings
        .toSorted((a, b) => a.plan.trialSteps - b.plan.trialSteps)
        .flatMap((setting) => contestantsOf(setting, setting.plan.trialSteps > usual))
    };
  }).toSorted((a, b) => a.trainImages - b.trainImages);
}

function contestantsOf(setting: ExperimentPanel, isLonger: boolean): Contestant[] {
  return setting.methods.map(({method, runs}) => {
    const name = method === "mcem" ? "MCEM" : methodNames[method];
    return {
      method,
      runs,
      curve: `${setting.id}-${method}`,
      name: isLonger ? `${name} at ${runs[0].rate}` : name,
      setting,
      isLonger
    };
  });
}

/** Returns what a panel is called. */
export function panelTitle({trainImages}: LikelihoodPanel): string {
  return `${count(trainImages)} training images`;
}

/** Returns how far the runs of a panel go, and of how many seeds they are. */
export function panelReach({contestants}: LikelihoodPanel): string {
  const parts = group(contestants, ({runs}) => {
    const seeds = runs.length === 1 ? "one seed" : `${runs.length} seeds`;
    const ends = [...new Set(runs.map(lastSeen))].toSorted((a, b) => a - b);
    return `to ${ends.map(count).join(" or ")} images, ${seeds}`;
  });
  return Array.from(parts, ([reach, members]) => {
    const names = members.map(({name}) => name);
    return `${names.join(", ")} ${reach}`;
  }).join("; ");
}

/** With more images than this the paper leaves Monte Carlo EM out. */
const MOST_OF_CHAINS = 1000;

/** Returns what the page runs of a panel: the usual setting, Monte Carlo EM as far as in the paper. */
export function panelToRun({
  contestants: [{setting}],
  trainImages
}: LikelihoodPanel): ExperimentPanel {
  const isRun = ({method}: MethodRuns) => method !== "mcem" || trainImages <= MOST_OF_CHAINS;
  return {...setting, methods: setting.methods.filter(isRun)};
}

/** Returns what a reader has to know of the runs in the page, in sentences. */
export function runRemarks({plan, methods}: ExperimentPanel): string {
  const measured = count(plan.measuredImages);
  const leftOut = methods.some(({method}) => method === "mcem")
    ? ""
    : " As in the paper, Monte Carlo EM is left out with so many images.";
  return (
    `A point is the mean of log p(x) over ${measured} images of either set, by as many draws as in ` +
    "the record: this takes far longer than learning. The time of learning is by the clock of " +
    `this computer, without measuring.${leftOut}`
  );
}

const estimates = (likelihood: PageLikelihood | undefined) => likelihood?.estimate ?? [];

/** Returns what is drawn of a run: the estimates of appendix D. */
function likelihoodColumns(x: CurveAxis): CurveColumns {
  return {
    name: "log p(x)",
    x,
    heldOut: ({likelihood}) => estimates(likelihood?.heldOut),
    train: ({likelihood}) => estimates(likelihood?.train),
    error: ({likelihood}) => likelihood?.heldOut.spread ?? []
  };
}

/** How the reader's own runs are drawn, and what is said of them. */
function ownDrawing(axis: CurveAxis): OwnDrawing {
  const columns = likelihoodColumns(axis);
  return {columns, title: likelihoodTitle, reading: likelihoodReading};
}

/**
 * Returns the curves of a panel, one for each contestant, and the reader's own if there are any.
 *
 * @param seed the runs of which the lines are; defaults to those that go farthest
 */
export function likelihoodCurves(
  {contestants}: LikelihoodPanel,
  axis: CurveAxis,
  {seed, own}: {seed?: number; own?: OwnCurves} = {}
): PanelCurve[] {
  const [{setting: usual}] = contestants;
  const recorded = contestants.map((one) => {
    const {curve, name, setting, isLonger} = one;
    const drawn = methodCurve(setting.id, withSeedFirst(one, seed), likelihoodColumns(axis));
    const className = isLonger ? `${drawn.className} longer` : drawn.className;
    return {...drawn, id: curve, name, className};
  });
  return [...recorded, ...ownCurves(usual.id, own, ownDrawing(axis))];
}

const xLabels: Record<CurveAxis, string> = {
  imagesSeen: "images seen",
  seconds: "seconds of one processor, for learning alone"
};

/**
 * Returns the axes that all panels share, which reach to the reader's own curves too: another
 * computer takes another time, and images that are made up have another likelihood.
 */
export function sharedDomains(
  panels: readonly LikelihoodPanel[],
  axis: CurveAxis,
  own?: OwnCurves
): CurveDomains {
  const seeds = [...new Set(panels.flatMap(({contestants}) => contestants.flatMap(seedsOf)))];
  const curves = panels.flatMap((panel) =>
    seeds.flatMap((seed) => likelihoodCurves(panel, axis, {seed, own}))
  );
  const [low, high] = curveExtent(curves, "y");
  const room = 0.04 * (high - low);
  return {xLabel: xLabels[axis], x: curveExtent(curves, "x"), y: [low - room, high + room]};
}

const seedsOf = ({runs}: MethodRuns) => runs.map(({plan}) => plan.seed);

/** Returns what a run is called. */
export function likelihoodTitle({plan, rate}: CurveRun): string {
  return `${methodNames[plan.method]}, ${count(plan.trainImages)} images, step size ${rate}`;
}

/** Returns what a run says at a point of its curve: by the two estimators, with their errors. */
export function likelihoodReading({curve}: CurveRun, index: number): string {
  const {imagesSeen, likelihood} = curve;
  if (likelihood === undefined) return "";
  const {heldOut, train} = likelihood;
  const other = heldOut.importance[index] - heldOut.estimate[index];
  return (
    `After ${count(imagesSeen[index])} images, ${seconds(curve.seconds[index])} s: ` +
    `${nats(heldOut.estimate[index])} ${shownUnit()} on held-out images, ${nats(train.estimate[index])} on ` +
    `training images. One held-out image’s estimate is off by ${twoDecimals(heldOut.spread[index])}; ` +
    `by importance sampling the mean is ${twoDecimals(Math.abs(other))} ` +
    `${other > 0 ? "higher" : "lower"}.`
  );
}

/** Returns the numbers of recorded runs, a row for each point of a curve. */
export function likelihoodRows(runs: readonly PageRun[]): DataRow[] {
  return curveRows(runs, (run, i) => ({
    run: run.id,
    commit: run.commit,
    ...likelihoodRow(run, i)
  }));
}

/** Returns the numbers of a run at a point of its curve. */
export function likelihoodRow({plan, rate, curve}: CurveRun, i: number): DataRow {
  const {train, heldOut} = curve.likelihood ?? {};
  return {
    training_images: plan.trainImages,
    method: methodNames[plan.method],
    seed: plan.seed,
    step_size: rate,
    images_seen: curve.imagesSeen[i],
    learning_s: curve.seconds[i],
    log_p_held_out_nats: heldOut?.estimate[i],
    error_of_one_image_held_out_nats: heldOut?.spread[i],
    log_p_held_out_by_importance_nats: heldOut?.importance[i],
    log_p_in_training_nats: train?.estimate[i],
    error_of_one_image_in_training_nats: train?.spread[i],
    log_p_in_training_by_importance_nats: train?.importance[i]
  };
}
