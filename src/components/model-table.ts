import {create, format} from "d3";

/** What the table says of a model. */
export interface ModelRow {
  id: string;
  latentSize: number;
  training: {images: number; imagesSeen: number};
  results: {testImages: number; elbo: number; reconstruction: number; kl: number};
}

const nats = format(".1f");
const columns: [title: string, text: (row: ModelRow) => string][] = [
  ["model", ({id}) => id],
  ["latents", ({latentSize}) => String(latentSize)],
  ["images seen", ({training}) => `${nats(training.imagesSeen / 1e6)} million`],
  ["−ELBO", ({results}) => nats(-results.elbo)],
  ["reconstruction", ({results}) => nats(results.reconstruction)],
  ["KL", ({results}) => nats(results.kl)]
];

/** Returns a table of models and what they reach on the test set, in nats per image. */
export function modelTable(rows: readonly ModelRow[]): HTMLTableElement {
  const table = create("table");
  const head = table.append("thead").append("tr").selectAll("th").data(columns).join("th");
  head.attr("scope", "col").text(([title]) => title);
  const lines = table.append("tbody").selectAll("tr").data(rows).join("tr");
  lines
    .selectAll("td")
    .data((row) => columns.map(([, text]) => text(row)))
    .join("td")
    .text((text) => text);
  return table.node()!;
}
