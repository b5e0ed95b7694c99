import {format} from "d3";
import {fieldSelect} from "../components/choice.js";
import type {CurvePlace} from "../components/curve-lines.js";
import {runCard} from "../components/run-card.js";
import {lastSeen} from "../training/experiments/page-runs.js";
import type {ExperimentPanel, PageRun} from "../training/experiments/page-runs.js";
import {methodNames, runFacts, runTitle} from "../training/experiments/run-facts.js";
import {ownSentence, type CurveRun, type OwnPageRun} from "./own-curves.js";

/** What names the run of a curve. */
export interface RunNaming extends HTMLElement {
  /**
   * Names the run of a place.
   *
   * @param chosen the run that the reader has chosen, if it is one of the curve
   * @param own the reader’s own runs
   */
  show(
    place: CurvePlace | undefined,
    chosen: PageRun | undefined,
    own: readonly OwnPageRun[]
  ): void;
}

const count = format(",");

/** Options for runNaming. */
interface RunNamingOptions {
  /** Returns what a run says at a point of its curve, in a sentence. */
  reading: (run: CurveRun, index: number) => string;
  /** Returns what a run is called; defaults to its method, its latents and its data. */
  title?: (run: CurveRun) => string;
  /** The reader has chosen the run of another seed. */
  onSeed: (run: PageRun) => void;
}

/** Returns a card for the runs of some panels, with a choice of the seed where a curve has several. */
export function runNaming(
  panels: readonly ExperimentPanel[],
  {reading, title = ({plan}) => runTitle(plan), onSeed}: RunNamingOptions
): RunNaming {
  const seeds = document.createElement("div");
  const card = runCard(seeds);
  const {show: name, hint} = card;
  const curves = new Map(
    panels.flatMap(({id, methods}) => methods.map(({method, runs}) => [`${id}-${method}`, runs]))
  );
  let offered: readonly PageRun[] = [];

  function offerSeeds(runs: readonly PageRun[], present: PageRun): void {
    const values = runs.map(({plan}) => plan.seed).toSorted((a, b) => a - b);
    // A menu that is open stays the one that it is.
    if (runs !== offered) {
      offered = runs;
      const select = fieldSelect("seed", values);
      select.addEventListener("input", () =>
        onSeed(runs.find(({plan}) => plan.seed === select.value)!)
      );
      seeds.replaceChildren(...(runs.length > 1 ? [select] : []));
    }
    const menu = seeds.querySelector("select");
    if (menu !== null) menu.value = String(present.plan.seed);
  }

  function show(
    place: CurvePlace | undefined,
    chosen: PageRun | undefined,
    own: readonly OwnPageRun[]
  ): void {
    if (place === undefined) {
      return hint("Point at a curve, or reach it with the Tab key, to see which run it is.");
    }
    const runs = curves.get(place.curve);
    if (runs === undefined) {
      const mine = own.find(({id}) => id === place.curve);
      return hint(mine === undefined ? "" : ownSentence(mine, place.index, {title, reading}));
    }
    const run = chosen !== undefined && runs.includes(chosen) ? chosen : runs[0];
    offerSeeds(runs, run);
    name({
      title: title(run),
      className: `of-${run.plan.method}`,
      reading: reading(run, Math.min(place.index, run.curve.imagesSeen.length - 1)),
      facts: runFacts(run).filter(([fact]) => fact !== "seed" || runs.length === 1),
      command: run.command
    });
  }

  show(undefined, undefined, []);
  return Object.assign(card, {show});
}

/** Returns how far the runs of a panel go, and of how many seeds they are. */
export function reachText({methods}: Pick<ExperimentPanel, "methods">): string {
  const parts = methods.map(({method, runs}) => {
    const seeds = runs.length === 1 ? "one seed" : `${runs.length} seeds`;
    return `${methodNames[method]} to ${count(lastSeen(runs[0]))} images, ${seeds}`;
  });
  return parts.join("; ");
}
