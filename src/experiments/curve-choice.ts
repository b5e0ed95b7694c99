import type {CurvePlace} from "../components/curve-lines.js";
import type {PanelPlace} from "../components/small-multiples.js";
import type {PageRun} from "../training/experiments/page-runs.js";

/** What a reader has chosen among the curves of recorded runs. */
export interface ChosenCurve {
  /** The panel that is open, by its name. */
  panel: string;
  /** The run that is named, by its name; undefined while none is. */
  run: string | undefined;
}

/** A curve of a panel, and the runs of different seeds that it is the mean of. */
export interface MeanCurve {
  panel: string;
  curve: string;
  runs: readonly PageRun[];
}

/** What is chosen in a figure of such curves, and what is pointed at. */
export interface CurveChoice<State extends ChosenCurve> {
  readonly state: State;
  /** The run that is named; on paper, where nothing can be pointed at, the open panel’s first. */
  readonly run: PageRun | undefined;
  /** The point that is marked: what is pointed at, or else the end or point of the named run. */
  readonly place: CurvePlace | undefined;
  readonly isOnPaper: boolean;
  /** The names of what can be chosen. */
  names: {panels: string[]; runs: string[]};
  /** Takes a whole state, and says nothing. */
  put(state: State): void;
  /** Changes the state, and says so by an input event. */
  set(change: Partial<State>): void;
  /** Marks what is pointed at, or no longer. */
  point(place: CurvePlace | undefined): void;
  /** Opens a panel, and names the run whose curve was nearest. */
  choose(at: PanelPlace): void;
  /** Puts all back to where it began. */
  reset(): void;
  /** Listens to the printer no more. */
  stop(): void;
}

/** Options for curveChoice. */
interface CurveChoiceOptions<State extends ChosenCurve> {
  start: State;
  /** All of them, those of a panel in its order. */
  curves: readonly MeanCurve[];
  /** Draws the state; it marks the place too. */
  draw: () => void;
  /** Marks the place alone. */
  mark: () => void;
}

/** Returns the choice of a figure, which begins at a state; nothing is drawn yet. */
export function curveChoice<State extends ChosenCurve>(
  element: HTMLElement,
  {start, curves, draw, mark}: CurveChoiceOptions<State>
): CurveChoice<State> {
  const runs = curves.flatMap((one) => one.runs);
  let state = start;
  let pointed: CurvePlace | undefined;
  /** Which point of the named run’s curve is marked; beyond its end, the last. */
  let index = Infinity;
  /** The place on a curve that is of no recorded run, if the reader has chosen one. */
  let unrecorded: CurvePlace | undefined;
  let isOnPaper = false;

  const run = () =>
    runs.find(({id}) => id === state.run) ??
    (isOnPaper ? curves.find(({panel}) => panel === state.panel)!.runs[0] : undefined);
  function place(): CurvePlace | undefined {
    const named = run();
    const found = named && curves.find((one) => one.runs.includes(named));
    return pointed ?? (found ? {curve: found.curve, index} : unrecorded);
  }
  function put(next: State): void {
    state = next;
    draw();
  }
  function set(change: Partial<State>): void {
    put({...state, ...change});
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }
  const stop = whenPrinted((next) => {
    isOnPaper = next;
    draw();
  });
  return {
    get state() {
      return state;
    },
    get run() {
      return run();
    },
    get place() {
      return place();
    },
    get isOnPaper() {
      return isOnPaper;
    },
    names: {
      panels: [...new Set(curves.map(({panel}) => panel))],
      runs: runs.map(({id}) => id)
    },
    put,
    set,
    point(next) {
      pointed = next;
      mark();
    },
    choose({panel, place: at}) {
      index = at?.index ?? Infinity;
      const found = curves.find(({curve}) => curve === at?.curve)?.runs;
      const present = run();
      unrecorded = found === undefined ? at : undefined;
      const isSame = found !== undefined && present !== undefined && found.includes(present);
      set({panel, run: isSame ? present.id : found?.[0].id} as Partial<State>);
    },
    reset() {
      index = Infinity;
      unrecorded = undefined;
      set(start);
    },
    stop
  };
}

/** Tells when the page goes on paper, and when it is back. Returns how to stop. */
function whenPrinted(tell: (isOnPaper: boolean) => void): () => void {
  const controller = new AbortController();
  const {signal} = controller;
  addEventListener("beforeprint", () => tell(true), {signal});
  addEventListener("afterprint", () => tell(false), {signal});
  return () => controller.abort();
}
