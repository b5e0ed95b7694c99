import {create} from "d3";
import {choice} from "../../components/choice.js";
import type {CurvePlace} from "../../components/curve-lines.js";
import {giveData} from "../../components/figure-data.js";
import {largePanel} from "../../components/large-panel.js";
import {smallMultiples, type PanelPlace} from "../../components/small-multiples.js";
import {whenPrinted} from "../../components/when-printed.js";
import {methodsLegend} from "../../experiments/methods-legend.js";
import {runNaming} from "../../experiments/run-naming.js";
import {keepParts} from "../../state/keep.js";
import {oneOf} from "../../state/kinds.js";
import {experimentPanels, type PageRun} from "../../training/experiments/page-runs.js";
import {
  likelihoodCurves,
  likelihoodPanels,
  likelihoodReading,
  likelihoodRows,
  likelihoodTitle,
  panelReach,
  panelTitle,
  sharedDomains,
  type CurveAxis
} from "./panels.js";
import {withValue} from "../../components/with-value.js";

/** What the reader has set of the figure. */
export interface LikelihoodCurvesState {
  /** The panel that is open, by its name. */
  panel: string;
  /** The run that is named, by its name; undefined while none is. */
  run: string | undefined;
  axis: CurveAxis;
}

/** The paper's Figure 3, from recorded runs; its input event says that the reader has set it. */
export interface LikelihoodCurves extends HTMLElement {
  /** Setting it says nothing. */
  value: LikelihoodCurvesState;
  /** The names of what can be chosen. */
  names: {panels: string[]; runs: string[]};
  /** Puts all back to where it began. */
  reset(): void;
  /** Ends what goes on. */
  stop(): void;
}

const yLabel = "log p(x), nats per image";

/** Returns the figure of some recorded runs. */
export function likelihoodFigure(runs: readonly PageRun[]): LikelihoodCurves {
  const panels = likelihoodPanels(runs);
  const contestants = panels.flatMap((panel) => panel.contestants);
  const domains = {
    imagesSeen: sharedDomains(panels, "imagesSeen"),
    seconds: sharedDomains(panels, "seconds")
  };
  const start: LikelihoodCurvesState = {panel: panels[0].id, run: undefined, axis: "imagesSeen"};
  let state = start;
  let pointed: CurvePlace | undefined;
  /** Which point of the named run's curve is read. */
  let index = Infinity;
  let isOnPaper = false;

  const root = create("div").attr("class", "curve-figure");
  const element = root.node()!;
  const axes = choice<CurveAxis>(
    [
      ["images seen", "imagesSeen"],
      ["time of learning", "seconds"]
    ],
    "what the curves are drawn over"
  );
  axes.addEventListener("input", (event) => {
    event.stopPropagation();
    set({axis: axes.value});
  });
  root.append(() => axes);
  const compared = [...new Set(contestants.map(({method}) => method))];
  const row = root.append("div").attr("class", "curve-row");
  row.append(() => methodsLegend(compared));
  const small = smallMultiples({yLabel, onPoint: (at) => point(at?.place), onChoose: open});
  row.append(() => small);
  const under = root.append("div").attr("class", "curve-stage");
  const stage = under.append("div");
  const name = stage.append("p").attr("class", "panel-name");
  const large = largePanel({
    yLabel,
    onPoint: point,
    onChoose: (place) => choose({panel: state.panel, place})
  });
  stage.append(() => large);
  const naming = runNaming(experimentPanels(runs), {
    reading: likelihoodReading,
    title: likelihoodTitle,
    onSeed: ({id}) => set({run: id})
  });
  under.append(() => naming);

  const openPanel = () => panels.find(({id}) => id === state.panel)!;
  // On paper nothing can be pointed at.
  const chosenRun = () =>
    runs.find(({id}) => id === state.run) ??
    (isOnPaper ? openPanel().contestants[0].runs[0] : undefined);

  function set(change: Partial<LikelihoodCurvesState>): void {
    state = {...state, ...change};
    draw();
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }
  function point(place: CurvePlace | undefined): void {
    pointed = place;
    mark();
  }
  function open(at: PanelPlace): void {
    choose(at);
    under.node()!.scrollIntoView({block: "nearest"});
  }
  /** Opens a panel, and names the run whose curve was nearest. */
  function choose({panel, place}: PanelPlace): void {
    index = place?.index ?? Infinity;
    const found = contestants.find(({curve}) => curve === place?.curve)?.runs;
    const present = chosenRun();
    const isSame = found !== undefined && present !== undefined && found.includes(present);
    set({panel, run: isSame ? present.id : found?.[0].id});
  }

  function draw(): void {
    const {axis} = state;
    axes.value = axis;
    small.show(
      panels.map((panel) => ({
        id: panel.id,
        title: panelTitle(panel),
        curves: likelihoodCurves(panel, axis)
      })),
      domains[axis]
    );
    const panel = openPanel();
    name.text(panelTitle(panel));
    name
      .append("span")
      .attr("class", "panel-reach")
      .text(`: ${panelReach(panel)}`);
    large.show({
      title: panelTitle(panel),
      curves: likelihoodCurves(panel, axis, chosenRun()?.plan.seed),
      domains: domains[axis]
    });
    mark();
  }

  function mark(): void {
    const run = chosenRun();
    const chosen = run && {curve: run.id.replace(/-\d+$/, ""), index};
    const place = pointed ?? chosen;
    small.mark(state.panel, place);
    large.mark(place);
    naming.show(place, run, []);
  }

  giveData(element, "recorded runs", () => likelihoodRows(runs));
  draw();
  const stop = whenPrinted((next) => {
    isOnPaper = next;
    draw();
  });
  const figure = Object.assign(element, {
    names: {panels: panels.map(({id}) => id), runs: runs.map(({id}) => id)},
    reset(): void {
      index = Infinity;
      set(start);
    },
    stop
  });
  return withValue(figure, {
    get: () => state,
    set(next: LikelihoodCurvesState) {
      state = next;
      draw();
    }
  });
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
