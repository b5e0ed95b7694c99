import {create} from "d3";
import type {UnitText} from "./information.js";

/** Returns a table of texts; those that depend on the unit of information follow it. */
export function plainTable(
  heads: readonly string[],
  rows: readonly (readonly (string | UnitText)[])[]
): HTMLTableElement {
  const table = create("table");
  const head = table.append("thead").append("tr");
  for (const name of heads) head.append("th").attr("scope", "col").text(name);
  const body = table.append("tbody");
  for (const cells of rows) {
    const row = body.append("tr");
    for (const cell of cells) {
      const parts = typeof cell === "string" ? [cell] : cell;
      row
        .append("td")
        .node()!
        .append(...parts);
    }
  }
  return table.node()!;
}
