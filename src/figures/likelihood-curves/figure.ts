import {create} from "d3";
import {choice} from "../../components/choice.js";
import {giveData} from "../../components/figure-data.js";
import {largePanel} from "../../components/large-panel.js";
import {smallMultiples, type PanelPlace} from "../../components/small-multiples.js";
import {curveChoice, type ChosenCurve} from "../../experiments/curve-choice.js";
import type {CurveFigure} from "../../experiments/curve-figure.js";
import {curveFigure} from "../../experiments/curve-figure.js";
import {methodsLegend} from "../../experiments/methods-legend.js";
import {ownRows, ownRuns} from "../../experiments/own-curves.js";
import {ownRunBar} from "../../experiments/own-run-bar.js";
import {runNaming} from "../../experiments/run-naming.js";
import {keepParts} from "../../state/keep.js";
import {oneOf} from "../../state/kinds.js";
import {followUnit, shownUnit} from "../../state/unit.js";
import {experimentPanels, type PageRun} from "../../training/experiments/page-runs.js";
import {
  likelihoodCurves,
  likelihoodPanels,
  likelihoodReading,
  likelihoodRow,
  likelihoodRows,
  likelihoodTitle,
  panelReach,
  panelTitle,
  panelToRun,
  runRemarks,
  sharedDomains,
  type CurveAxis,
  type LikelihoodPanel
} from "./panels.js";

/** What the reader has set of the figure. */
export interface LikelihoodCurvesState extends ChosenCurve {
  axis: CurveAxis;
}

/** The paper's Figure 3, from recorded runs; its input event says that the reader has set it. */
export type LikelihoodCurves = CurveFigure<LikelihoodCurvesState>;

const yLabel = () => `log p(x), ${shownUnit()} per image`;

/** Returns the figure of some recorded runs. */
export function likelihoodFigure(runs: readonly PageRun[]): LikelihoodCurves {
  const panels = likelihoodPanels(runs);
  const contestants = panels.flatMap((panel) => panel.contestants);
  const start: LikelihoodCurvesState = {panel: panels[0].id, run: undefined, axis: "imagesSeen"};
  const root = create("div").attr("class", "curve-figure");
  const element = root.node()!;
  const chosen = curveChoice<LikelihoodCurvesState>(element, {
    start,
    curves: panels.flatMap(({id, contestants: members}) =>
      members.map(({curve, runs: seeds}) => ({panel: id, curve, runs: seeds}))
    ),
    draw,
    mark
  });
  const axes = choice<CurveAxis>(
    [
      ["images seen", "imagesSeen"],
      ["time of learning", "seconds"]
    ],
    "what the curves are drawn over"
  );
  axes.addEventListener("input", (event) => {
    event.stopPropagation();
    chosen.set({axis: axes.value});
  });
  root.append(() => axes);
  const compared = [...new Set(contestants.map(({method}) => method))];
  const row = root.append("div").attr("class", "curve-row");
  row.append(() => methodsLegend(compared));
  const small = smallMultiples({yLabel, onPoint: (at) => chosen.point(at?.place), onChoose: open});
  row.append(() => small);
  const under = root.append("div").attr("class", "curve-stage");
  const stage = under.append("div");
  const name = stage.append("p").attr("class", "panel-name");
  const large = largePanel({
    yLabel,
    onPoint: (place) => chosen.point(place),
    onChoose: (place) => chosen.choose({panel: chosen.state.panel, place})
  });
  stage.append(() => large);
  const naming = runNaming(experimentPanels(runs), {
    reading: likelihoodReading,
    title: likelihoodTitle,
    onSeed: ({id}) => chosen.set({run: id})
  });
  const own = ownRunBar({
    panel: () => panelToRun(openPanel()),
    onChange: draw,
    remarks: runRemarks
  });
  const side = under.append("div");
  for (const part of [naming, own]) side.append(() => part);

  function openPanel(): LikelihoodPanel {
    return panels.find(({id}) => id === chosen.state.panel)!;
  }

  function open(at: PanelPlace): void {
    chosen.choose(at);
    under.node()!.scrollIntoView({block: "nearest"});
  }

  function draw(): void {
    const {axis} = chosen.state;
    axes.value = axis;
    const domains = sharedDomains(panels, axis, own.curves);
    small.show(
      panels.map((panel) => ({
        id: panel.id,
        title: panelTitle(panel),
        curves: likelihoodCurves(panel, axis, {own: own.curves})
      })),
      domains
    );
    const panel = openPanel();
    name.text(panelTitle(panel));
    name
      .append("span")
      .attr("class", "panel-reach")
      .text(`: ${panelReach(panel)}`);
    large.show({
      title: panelTitle(panel),
      curves: likelihoodCurves(panel, axis, {seed: chosen.run?.plan.seed, own: own.curves}),
      domains
    });
    mark();
  }

  function mark(): void {
    const {run, place} = chosen;
    small.mark(chosen.state.panel, place);
    large.mark(place);
    naming.show(place, run, ownRuns(own.curves));
  }

  giveData(element, "recorded runs", () => likelihoodRows(runs));
  giveData(element, "your runs", () => ownRows(own.curves, likelihoodRow));
  draw();
  followUnit(element, draw);
  return curveFigure(element, chosen, own);
}

/** Keeps what the reader has set of the figure in the page’s address. */
export function keepLikelihoodCurves(figure: LikelihoodCurves): void {
  const {panels, runs} = figure.names;
  keepParts(figure, {
    panel: ["size", oneOf(panels)],
    run: ["likelihood", oneOf(runs)],
    axis: ["over", oneOf(["imagesSeen", "seconds"] as const)]
  });
}
