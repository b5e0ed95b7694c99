import {create} from "d3";

/** Returns a table of texts. */
export function plainTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[]
): HTMLTableElement {
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
