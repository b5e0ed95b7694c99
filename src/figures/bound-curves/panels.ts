import {format, group} from "d3";
import {curveExtent, type CurveDomains} from "../../components/curve-axes.js";
import type {PanelCurve} from "../../components/curve-lines.js";
import type {DataRow} from "../../components/figure-data.js";
import {informationFormat} from "../../components/information.js";
import type {SmallPanel} from "../../components/small-multiples.js";
import {datasetFacts} from "../../formats/dataset.js";
import {shownUnit} from "../../state/unit.js";
import {methodCurve} from "../../training/experiments/method-curve.js";
import {withSeedFirst} from "../../training/experiments/page-runs.js";
import type {ExperimentPanel} from "../../training/experiments/page-runs.js";
import {methodNames, runTitle} from "../../training/experiments/run-facts.js";
import type {ExperimentPlan} from "../../training/experiments/plan.js";
import {curveRows, ownCurves} from "../../experiments/own-curves.js";
import type {CurveRun, OwnCurves, OwnDrawing} from "../../experiments/own-curves.js";

const nats = informationFormat(",.1f");
const count = format(",");

/** Panels of one data set, which share their axes. */
export interface PanelRow {
  title: string;
  panels: ExperimentPanel[];
  domains: CurveDomains;
}

/** Room above and below all curves, as a share of what they take; above there is room to guess. */
const ROOM = {above: 0.12, below: 0.04};

/** Returns panels in rows, one for each data set; all rows share the axis of images. */
export function panelRows(panels: readonly ExperimentPanel[]): PanelRow[] {
  const curves = (of: readonly ExperimentPanel[]) => of.flatMap((panel) => panelCurves(panel));
  const x = curveExtent(curves(panels), "x");
  const byDataset = group(panels, ({plan}) => plan.dataset);
  return Array.from(byDataset, ([dataset, members]) => {
    const [low, high] = curveExtent(curves(members), "y");
    const size = high - low;
    const {hiddenUnits} = members[0].plan;
    return {
      title: `${datasetFacts[dataset].title}, ${hiddenUnits} hidden units`,
      panels: members.toSorted((a, b) => a.plan.latentSize - b.plan.latentSize),
      domains: {
        xLabel: "images seen",
        x,
        y: [low - ROOM.below * size, high + ROOM.above * size]
      }
    };
  });
}

/**
 * Returns the curves of a panel, a recorded one for each method, and the reader's own if there are
 * any.
 *
 * @param seed the run of which the lines are; defaults to the one that goes farthest
 */
export function panelCurves(
  {id, methods}: ExperimentPanel,
  {seed, own}: {seed?: number; own?: OwnCurves} = {}
): PanelCurve[] {
  const recorded = methods.map((one) => methodCurve(id, withSeedFirst(one, seed)));
  return [...recorded, ...ownCurves(id, own, ownDrawing)];
}

/** Returns a panel as one of several small ones, of which the first says what the others count. */
export function smallPanel(
  panel: ExperimentPanel,
  {cover, own, isFirst}: {cover?: string; own?: OwnCurves; isFirst: boolean}
): SmallPanel {
  const title = latentsText(panel.plan);
  const shortTitle = isFirst ? title : String(panel.plan.latentSize);
  return {id: panel.id, title, shortTitle, curves: panelCurves(panel, {own}), cover};
}

/** Returns how many latents a plan has, in words. */
export function latentsText({latentSize}: Pick<ExperimentPlan, "latentSize">): string {
  return latentSize === 1 ? "1 latent" : `${latentSize} latents`;
}

/** Returns what a run says at a point of its curve. */
export function boundReading({curve}: CurveRun, index: number): string {
  const {imagesSeen, heldOut, train} = curve;
  if (heldOut === undefined || train === undefined) return "";
  return (
    `After ${count(imagesSeen[index])} images: ${nats(heldOut.elbo[index])} ${shownUnit()} on held-out ` +
    `images, ${nats(train.elbo[index])} on training images; a KL of ${nats(heldOut.kl[index])}.`
  );
}

/** How the reader's own runs are drawn, and what is said of them. */
export const ownDrawing: OwnDrawing = {title: ({plan}) => runTitle(plan), reading: boundReading};

/** Returns the curves that a reader sees while drawing another one: AEVB with fewer latents. */
export function referenceCurves({panels}: PanelRow, predicted: ExperimentPanel): PanelCurve[] {
  return panels
    .filter(({plan}) => plan.latentSize < predicted.plan.latentSize)
    .flatMap((panel) => {
      const aevb = panel.methods.find(({method}) => method === "aevb");
      if (aevb === undefined) return [];
      const {id, solid} = methodCurve(panel.id, aevb);
      const name = latentsText(panel.plan);
      return [{id: `reference-${id}`, name, className: "reference", solid}];
    });
}

/**
 * Returns the panel whose curve is to be drawn before it is shown: of the digits, the one with most
 * latents of which AEVB is recorded.
 *
 * @throws Error if there is none
 */
export function predictedPanel(panels: readonly ExperimentPanel[]): ExperimentPanel {
  const [first] = panels
    .filter(({plan, methods}) => plan.dataset === "mnist" && methods.some(isAevb))
    .toSorted((a, b) => b.plan.latentSize - a.plan.latentSize);
  if (first === undefined) throw new Error("invalid runs: none of AEVB on MNIST, expected some");
  return first;
}

const isAevb = ({method}: {method: string}) => method === "aevb";

/** Returns the numbers of recorded runs, a row for each point of a curve. */
export function recordedRows(panels: readonly ExperimentPanel[]): DataRow[] {
  const runs = panels.flatMap(({methods}) => methods.flatMap((one) => one.runs));
  return curveRows(runs, (run, i) => ({run: run.id, commit: run.commit, ...boundRow(run, i)}));
}

/** Returns the numbers of a run at a point of its curve. */
export function boundRow({plan, rate, curve}: CurveRun, i: number): DataRow {
  return {
    data_set: plan.dataset,
    latents: plan.latentSize,
    method: methodNames[plan.method],
    seed: plan.seed,
    step_size: rate,
    images_seen: curve.imagesSeen[i],
    learning_s: curve.seconds[i],
    bound_held_out_nats: curve.heldOut?.elbo[i],
    kl_held_out_nats: curve.heldOut?.kl[i],
    bound_in_training_nats: curve.train?.elbo[i],
    kl_in_training_nats: curve.train?.kl[i]
  };
}
