import {create} from "d3";
import {giveData} from "../../components/figure-data.js";
import type {PanelPlace} from "../../components/small-multiples.js";
import {smallMultiples} from "../../components/small-multiples.js";
import type {ChosenCurve} from "../../experiments/curve-choice.js";
import {curveChoice} from "../../experiments/curve-choice.js";
import type {CurveFigure} from "../../experiments/curve-figure.js";
import {curveFigure} from "../../experiments/curve-figure.js";
import {methodsLegend} from "../../experiments/methods-legend.js";
import {ownRows, ownRuns} from "../../experiments/own-curves.js";
import {ownRunBar} from "../../experiments/own-run-bar.js";
import {runNaming} from "../../experiments/run-naming.js";
import {keepParts} from "../../state/keep.js";
import {oneOf, yesNo} from "../../state/kinds.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import {experimentPanels} from "../../training/experiments/page-runs.js";
import type {ExperimentPanel, PageRun} from "../../training/experiments/page-runs.js";
import {
  boundReading,
  boundRow,
  panelRows,
  predictedPanel,
  recordedRows,
  smallPanel
} from "./panels.js";
import type {Prediction} from "./prediction.js";
import {drawnKind, drawnRows, predictionCounts} from "./prediction.js";
import {panelStage} from "./stage.js";

/** What the reader has set of the figure. */
export interface BoundCurvesState extends ChosenCurve {
  /** Whether the curve that is to be drawn first is shown. */
  isShown: boolean;
  drawn: Prediction;
}

/** The paper's Figure 2, from recorded runs; its input event says that the reader has set it. */
export type BoundCurves = CurveFigure<BoundCurvesState>;

const yLabel = () => `the bound ℒ, ${shownUnit()} per image`;

/** Returns the figure of recorded runs, of which some are of AEVB on MNIST. */
export function boundCurves(runs: readonly PageRun[]): BoundCurves {
  const panels = experimentPanels(runs);
  const rows = panelRows(panels);
  const predicted = predictedPanel(panels);
  const counts = predictionCounts(rows[0].domains.x);
  const start: BoundCurvesState = {
    panel: predicted.id,
    run: undefined,
    isShown: false,
    drawn: counts.map(() => undefined)
  };
  const root = create("div").attr("class", "curve-figure");
  const element = root.node()!;
  const chosen = curveChoice<BoundCurvesState>(element, {
    start,
    curves: panels.flatMap(({id, methods}) =>
      methods.map(({method, runs: seeds}) => ({
        panel: id,
        curve: `${id}-${method}`,
        runs: seeds
      }))
    ),
    draw,
    mark
  });
  const compared = [...new Set(runs.map(({plan}) => plan.method))];
  const multiples = rows.map(({title}, i) => {
    const row = root.append("div").attr("class", "curve-row");
    if (i === 0) row.append(() => methodsLegend(compared, title));
    else row.append("p").attr("class", "panel-name").text(title);
    const one = smallMultiples({yLabel, onPoint: (at) => chosen.point(at?.place), onChoose: open});
    row.append(() => one);
    return one;
  });
  const under = root.append("div").attr("class", "curve-stage");
  const stage = panelStage({
    yLabel,
    predicted,
    counts,
    onPoint: (place) => chosen.point(place),
    onChoose: (place) => chosen.choose({panel: chosen.state.panel, place}),
    onDraw: (drawn) => chosen.set({drawn}),
    onShown: (next) => chosen.set({isShown: next, ...(!next && {drawn: start.drawn})})
  });
  const own = ownRunBar({
    panel: openPanel,
    onChange: draw
  });
  under.append(() => stage);
  const naming = runNaming(panels, {
    reading: boundReading,
    onSeed: ({id}) => chosen.set({run: id})
  });
  const side = under.append("div");
  for (const part of [naming, own]) side.append(() => part);

  function openPanel(): ExperimentPanel {
    return panels.find(({id}) => id === chosen.state.panel)!;
  }
  const isShown = () => chosen.state.isShown || chosen.isOnPaper;
  const isCovered = (panel: ExperimentPanel) => panel === predicted && !isShown();

  function open(at: PanelPlace): void {
    chosen.choose(at);
    under.node()!.scrollIntoView({block: "nearest"});
  }

  function draw(): void {
    for (const [i, {panels: members, domains}] of rows.entries()) {
      const small = members.map((panel, n) => {
        const cover = isCovered(panel) ? "draw it" : undefined;
        return smallPanel(panel, {cover, own: own.curves, isFirst: n === 0});
      });
      multiples[i].show(small, domains);
    }
    const panel = openPanel();
    const row = rows.find(({panels: members}) => members.includes(panel))!;
    const seed = chosen.run?.plan.seed;
    const {drawn} = chosen.state;
    stage.show({panel, row, isShown: isShown(), drawn, seed, own: own.curves});
    mark();
  }

  function mark(): void {
    const {run, place} = chosen;
    for (const one of multiples) one.mark(chosen.state.panel, place);
    stage.mark(place);
    naming.show(place, run, ownRuns(own.curves));
  }

  giveData(element, "recorded runs", () => recordedRows(panels));
  giveData(element, "your runs", () => ownRows(own.curves, boundRow));
  giveData(element, "your prediction", () => drawnRows(predicted.plan, counts, chosen.state.drawn));
  draw();
  followUnit(element, draw);
  return curveFigure(element, chosen, own);
}

/** Keeps what the reader has set of the figure in the page’s address. */
export function keepBoundCurves(figure: BoundCurves): void {
  const {panels, runs} = figure.names;
  keepParts(figure, {
    panel: ["panel", oneOf(panels)],
    run: ["run", oneOf(runs)],
    isShown: ["shown", yesNo],
    drawn: ["drawn", drawnKind(figure.value.drawn.length)]
  });
}
