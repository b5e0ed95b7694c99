import {create} from "d3";
import type {CurvePlace} from "../../components/curve-lines.js";
import {giveData} from "../../components/figure-data.js";
import type {PanelPlace} from "../../components/small-multiples.js";
import {smallMultiples} from "../../components/small-multiples.js";
import {whenPrinted} from "../../components/when-printed.js";
import {keepParts} from "../../state/keep.js";
import {oneOf, yesNo} from "../../state/kinds.js";
import {experimentPanels} from "../../training/experiments/page-runs.js";
import type {ExperimentPanel, PageRun} from "../../training/experiments/page-runs.js";
import {methodsLegend} from "../../experiments/methods-legend.js";
import {ownRunBar} from "../../experiments/own-run-bar.js";
import {
  boundReading,
  ownCurves,
  ownRows,
  panelRows,
  predictedPanel,
  recordedRows,
  smallPanel
} from "./panels.js";
import type {Prediction} from "./prediction.js";
import {drawnKind, drawnRows, predictionCounts} from "./prediction.js";
import {runNaming} from "../../experiments/run-naming.js";
import {panelStage} from "./stage.js";
import {withValue} from "../../components/with-value.js";

/** What the reader has set of the figure. */
export interface BoundCurvesState {
  /** The panel that is open, by its name. */
  panel: string;
  /** The run that is named, by its name; undefined while none is. */
  run: string | undefined;
  /** Whether the curve that is to be drawn first is shown. */
  isShown: boolean;
  drawn: Prediction;
}

/** The paper's Figure 2, from recorded runs; its input event says that the reader has set it. */
export interface BoundCurves extends HTMLElement {
  /** Setting it says nothing. */
  value: BoundCurvesState;
  /** The names of what can be chosen. */
  names: {panels: string[]; runs: string[]};
  /** Puts all back to where it began, and ends the runs in the page. */
  reset(): void;
  /** Ends what goes on. */
  stop(): void;
}

const yLabel = "the bound ℒ, nats per image";

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
  let state = start;
  let pointed: CurvePlace | undefined;
  /** Which point of the named run's curve is read. */
  let index = Infinity;
  let isOnPaper = false;

  const root = create("div").attr("class", "curve-figure");
  const element = root.node()!;
  const compared = [...new Set(runs.map(({plan}) => plan.method))];
  const multiples = rows.map(({title}, i) => {
    const row = root.append("div").attr("class", "curve-row");
    if (i === 0) row.append(() => methodsLegend(compared, title));
    else row.append("p").attr("class", "panel-name").text(title);
    const one = smallMultiples({yLabel, onPoint: (at) => point(at?.place), onChoose: open});
    row.append(() => one);
    return one;
  });
  const under = root.append("div").attr("class", "curve-stage");
  const stage = panelStage({
    yLabel,
    predicted,
    counts,
    onPoint: point,
    onChoose: (place) => choose({panel: state.panel, place}),
    onDraw: (drawn) => set({drawn}),
    onShown: (next) => set({isShown: next, ...(!next && {drawn: start.drawn})})
  });
  const own = ownRunBar({
    panel: openPanel,
    open: async (panel, options) =>
      (await import("../../experiments/own-run.js")).openOwnRun(panel, options),
    onChange: draw
  });
  under.append(() => stage);
  const naming = runNaming(panels, {reading: boundReading, onSeed: ({id}) => set({run: id})});
  const side = under.append("div");
  for (const part of [naming, own]) side.append(() => part);

  function openPanel(): ExperimentPanel {
    return panels.find(({id}) => id === state.panel)!;
  }
  const isShown = () => state.isShown || isOnPaper;
  const isCovered = (panel: ExperimentPanel) => panel === predicted && !isShown();
  // On paper nothing can be pointed at.
  const chosenRun = () =>
    runs.find(({id}) => id === state.run) ??
    (isOnPaper ? openPanel().methods[0].runs[0] : undefined);

  function set(change: Partial<BoundCurvesState>): void {
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
    const methods = panels.flatMap((one) => one.methods.map((of) => ({...of, id: one.id})));
    const found = methods.find(({id, method}) => `${id}-${method}` === place?.curve)?.runs;
    const present = chosenRun();
    const isSame = found !== undefined && present !== undefined && found.includes(present);
    set({panel, run: isSame ? present.id : found?.[0].id});
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
    const seed = chosenRun()?.plan.seed;
    const {drawn} = state;
    stage.show({panel, row, isShown: isShown(), drawn, seed, own: own.curves});
    mark();
  }

  function mark(): void {
    const run = chosenRun();
    const chosen = run && {curve: run.id.replace(/-\d+$/, ""), index};
    const place = pointed ?? chosen;
    for (const one of multiples) one.mark(state.panel, place);
    stage.mark(place);
    naming.show(place, run, ownCurves(state.panel, own.curves));
  }

  giveData(element, "recorded runs", () => recordedRows(panels));
  giveData(element, "your runs", () => ownRows(own.curves));
  giveData(element, "your prediction", () => drawnRows(predicted.plan, counts, state.drawn));
  draw();
  const unwatch = whenPrinted((next) => {
    isOnPaper = next;
    draw();
  });
  const figure = Object.assign(element, {
    names: {panels: panels.map(({id}) => id), runs: runs.map(({id}) => id)},
    reset(): void {
      own.forget();
      index = Infinity;
      set(start);
    },
    stop(): void {
      unwatch();
      own.stop();
    }
  });
  return withValue(figure, {
    get: () => state,
    set(next: BoundCurvesState) {
      state = next;
      draw();
    }
  });
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
