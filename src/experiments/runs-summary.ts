import {format, group} from "d3";
import {plainTable} from "../components/plain-table.js";
import {datasetFacts} from "../formats/dataset.js";
import {experimentPanels, lastSeen, type PageRun} from "../training/experiments/page-runs.js";
import {methodNames} from "../training/experiments/run-facts.js";
import {minutesPerMillion} from "../training/pace.js";

const count = format(",");
const twoDigits = format(".2~r");

/** Returns of how many seeds the runs are, and how far they go, in a sentence. */
export function reachSentence(runs: readonly PageRun[]): string {
  const seeds = experimentPanels(runs).flatMap(({methods}) =>
    methods.map(({runs: all}) => all.length)
  );
  const [fewest, most] = [Math.min(...seeds), Math.max(...seeds)];
  const each = fewest === most ? `${most}` : `${fewest} to ${most}`;
  const word = most === 1 ? "seed" : "seeds";
  const [shortest, longest] = [Math.min, Math.max].map((pick) => pick(...runs.map(lastSeen)));
  const far =
    shortest === longest
      ? `${count(longest)} images`
      : `${count(shortest)} to ${count(longest)} images`;
  return `${runs.length} runs are recorded, of ${each} ${word} for each curve, and go as far as ${far}.`;
}

/** Returns which step sizes each method has got, in a sentence. */
export function ratesSentence(runs: readonly PageRun[]): string {
  const methods = [...new Set(runs.map(({plan}) => plan.method))];
  const parts = methods.map((method) => {
    const rates = new Set(runs.filter(({plan}) => plan.method === method).map(({rate}) => rate));
    const list = [...rates].toSorted((a, b) => a - b);
    return `${methodNames[method]} ${list.length === 1 ? `${list[0]} throughout` : list.join(" or ")}`;
  });
  return `The first minibatches chose for ${parts.join(", and for ")}.`;
}

/** How long a million images take, in minutes of one processor, for learning alone. */
export interface Cost {
  run: PageRun;
  minutes: number;
}

/** Returns the cost of each run, by the processor time of learning. */
export function costs(runs: readonly PageRun[]): Cost[] {
  return runs.map((run) => ({
    run,
    minutes: minutesPerMillion(lastSeen(run) / run.curve.seconds.at(-1)!)
  }));
}

/** Returns a table of costs, in minutes: means over the runs of the same networks and method. */
export function costTable(all: readonly Cost[]): HTMLTableElement {
  const networks = Array.from(
    group(
      all,
      ({run}) => run.plan.dataset,
      ({run}) => run.plan.hiddenUnits,
      ({run}) => run.plan.latentSize
    ).values()
  ).flatMap((byUnits) => inOrder(byUnits).flatMap(inOrder));
  const methods = [...new Set(all.map(({run}) => run.plan.method))];
  const rows = networks.map((members) => {
    const {dataset, hiddenUnits, latentSize} = members[0].run.plan;
    const means = methods.map((method) => {
      const minutes = members.filter(({run}) => run.plan.method === method);
      if (minutes.length === 0) return "–";
      return twoDigits(minutes.reduce((sum, one) => sum + one.minutes / minutes.length, 0));
    });
    return [datasetFacts[dataset].title, String(hiddenUnits), String(latentSize), ...means];
  });
  const names = methods.map((method) => methodNames[method]);
  return plainTable(["data", "hidden units", "latents", ...names], rows);
}

function inOrder<Value>(byNumber: ReadonlyMap<number, Value>): Value[] {
  return Array.from(byNumber)
    .toSorted(([a], [b]) => a - b)
    .map(([, value]) => value);
}
