import {create, format} from "d3";
import {actionButton} from "../../components/buttons.js";
import type {CurvePlace} from "../../components/curve-lines.js";
import {informationFormat} from "../../components/information.js";
import type {LargePanel} from "../../components/large-panel.js";
import {largePanel} from "../../components/large-panel.js";
import {datasetFacts} from "../../formats/dataset.js";
import {shownUnit} from "../../state/unit.js";
import type {ExperimentPanel} from "../../training/experiments/page-runs.js";
import {ownCurves, type OwnCurves} from "../../experiments/own-curves.js";
import type {PanelRow} from "./panels.js";
import {latentsText, ownDrawing, panelCurves, referenceCurves} from "./panels.js";
import type {Prediction} from "./prediction.js";
import {predictionError, predictionPad} from "./prediction.js";
import {reachText} from "../../experiments/run-naming.js";

/** What the stage shows. */
interface StageData {
  panel: ExperimentPanel;
  row: PanelRow;
  /** Whether the curve that is to be drawn first is shown. */
  isShown: boolean;
  drawn: Prediction;
  /** The seed of the run that has been chosen. */
  seed: number | undefined;
  own: OwnCurves | undefined;
}

/** Options for panelStage. */
interface StageOptions {
  /** Returns what the vertical axis measures, in the unit shown. */
  yLabel: () => string;
  /** The panel whose curve is to be drawn first. */
  predicted: ExperimentPanel;
  /** The counts of images at which it is drawn. */
  counts: readonly number[];
  onPoint: (place: CurvePlace | undefined) => void;
  onChoose: (place: CurvePlace) => void;
  onDraw: (drawn: Prediction) => void;
  /** The reader wants to see the curve, or to draw it again. */
  onShown: (isShown: boolean) => void;
}

/** The panel that is open, with a curve to draw before it is shown. */
export interface PanelStage extends HTMLElement {
  show(data: StageData): void;
  mark: LargePanel["mark"];
}

const count = format(",");
const nats = informationFormat(",.1f");

/** Returns the stage, which shows nothing yet. */
export function panelStage(options: StageOptions): PanelStage {
  const {predicted, counts, onDraw, onShown} = options;
  const root = create("div");
  const name = root.append("p").attr("class", "panel-name");
  const large = largePanel(options);
  root.append(() => large);
  const pad = predictionPad(large, counts, () => onDraw(pad.value));
  const guess = root.append("div").attr("class", "guess");
  const verdict = guess.append("p").attr("role", "status");
  const buttons = guess.append("div").attr("class", "action-buttons");
  const show = buttons.append(() => actionButton("Show the record", () => onShown(true))).node()!;
  const again = buttons.append(() => actionButton("Draw again", () => onShown(false))).node()!;
  show.classList.add("main-action");

  return Object.assign(root.node()!, {
    mark: large.mark,
    show({panel, row, isShown, drawn, seed, own}: StageData): void {
      const isPredicted = panel === predicted;
      const isCovered = isPredicted && !isShown;
      const title = `${datasetFacts[panel.plan.dataset].title}, ${latentsText(panel.plan)}`;
      name.text(isCovered ? `${title}: your prediction` : title);
      if (!isCovered) {
        name
          .append("span")
          .attr("class", "panel-reach")
          .text(`: ${reachText(panel)}`);
      }
      const curves = isCovered
        ? [...referenceCurves(row, panel), ...ownCurves(panel.id, own, ownDrawing)]
        : panelCurves(panel, {seed, own});
      large.show({title, curves, domains: row.domains});
      pad.value = drawn;
      pad.show(isCovered ? "draw" : isPredicted ? "drawn" : "none");
      guess.style("display", isPredicted ? "" : "none");
      show.hidden = isShown;
      again.hidden = !isShown;
      const text = guessText(predicted, counts, {drawn, isShown});
      // A status that is written anew is read out anew.
      if (verdict.text() !== text) verdict.text(text);
    }
  });
}

/** Returns what to do with a prediction, or how good it was. */
function guessText(
  predicted: ExperimentPanel,
  counts: readonly number[],
  {drawn, isShown}: Pick<StageData, "drawn" | "isShown">
): string {
  if (!isShown) {
    return drawn.some((bound) => bound !== undefined)
      ? "When you are done, compare it with the record."
      : `Draw the bound of AEVB with ${latentsText(predicted.plan)} on held-out images: drag the ` +
          "pen, or move it by the arrow keys. Thin lines are the records of fewer latents.";
  }
  const recorded = panelCurves(predicted).find(({id}) => id === `${predicted.id}-aevb`);
  const error = predictionError(drawn, counts, recorded?.solid ?? []);
  if (error === undefined) return "";
  const {mean, last} = error;
  return (
    `You were ${nats(mean)} ${shownUnit()} off on average. After ${count(Math.round(last.images))} images ` +
    `you expected ${nats(last.drawn)} ${shownUnit()}, and the record says ${nats(last.recorded)}.`
  );
}
