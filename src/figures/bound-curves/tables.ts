import {create, format, group} from "d3";
import {datasetFacts} from "../../formats/dataset.js";
import {methodNames} from "../../training/experiments/run-facts.js";
import type {Cost, PanelFinding} from "./findings.js";

const nats = format(",.1f");
const count = format(",");
const twoDigits = format(".2~r");

/** Returns a table of how AEVB and wake-sleep compare in each panel. */
export function findingsTable(findings: readonly PanelFinding[]): HTMLTableElement {
  const rows = findings.map(({panel, images, aevb, wakeSleep, behind}) => [
    datasetFacts[panel.plan.dataset].title,
    String(panel.plan.latentSize),
    count(images),
    nats(aevb),
    nats(wakeSleep),
    nats(aevb - wakeSleep),
    behind === undefined ? "never" : `last at ${count(behind.to)}`
  ]);
  return tableOf(
    ["data", "latents", "images seen", "AEVB", "wake-sleep", "AEVB’s lead", "wake-sleep ahead"],
    rows
  );
}

/** Returns a table of how long a million images take, in minutes, on one processor. */
export function costTable(costs: readonly Cost[]): HTMLTableElement {
  const panels = group(
    costs,
    ({run}) => run.plan.dataset,
    ({run}) => run.plan.latentSize
  );
  const methods = [...new Set(costs.map(({run}) => run.plan.method))];
  const rows = Array.from(panels).flatMap(([dataset, bySize]) =>
    Array.from(bySize)
      .toSorted(([a], [b]) => a - b)
      .map(([latents, members]) => [
        datasetFacts[dataset].title,
        String(latents),
        ...methods.map((method) => {
          const minutes = members.filter(({run}) => run.plan.method === method);
          if (minutes.length === 0) return "–";
          return twoDigits(minutes.reduce((sum, one) => sum + one.minutes / minutes.length, 0));
        })
      ])
  );
  return tableOf(["data", "latents", ...methods.map((method) => methodNames[method])], rows);
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): HTMLTableElement {
  const table = create("table");
  const head = table.append("thead").append("tr");
  for (const name of heads) head.append("th").attr("scope", "col").text(name);
  const body = table.append("tbody");
  for (const cells of rows) {
    const row = body.append("tr");
    for (const cell of cells) row.append("td").text(cell);
  }
  return table.node()!;
}
