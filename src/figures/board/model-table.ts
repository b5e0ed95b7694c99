import {create, format} from "d3";

/** What the table says of a model; the results are in nats per image. */
interface ModelRow {
  id: string;
  latentSize: number;
  decoder: {hidden: readonly {units: number}[]};
  training: {imagesSeen: number};
  results: {elbo: number; reconstruction: number; kl: number};
  files: Readonly<Record<string, {bytes: number}>>;
}

const oneDecimal = format(".1f");
const columns: [title: string, text: (row: ModelRow) => string][] = [
  ["model", ({id}) => id],
  ["latents", ({latentSize}) => String(latentSize)],
  ["hidden units", ({decoder}) => decoder.hidden.map(({units}) => units).join(" + ")],
  ["images seen, millions", ({training}) => oneDecimal(training.imagesSeen / 1e6)],
  ["decoder, MB", ({files}) => oneDecimal(files["decoder/weights.bin"].bytes / 1e6)],
  ["reconstruction", ({results}) => oneDecimal(results.reconstruction)],
  ["KL", ({results}) => oneDecimal(results.kl)],
  ["−ELBO", ({results}) => oneDecimal(-results.elbo)]
];

/** Returns a table of models: their sizes, and what they reach on the test set. */
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

/**
 * Returns links to the same page with each engine, “a, b or c”. They are made here because the
 * build takes a bare query for an address that does not exist.
 *
 * @param names at least two
 */
export function engineLinks(names: readonly string[]): HTMLSpanElement {
  const span = create("span").node()!;
  for (const [i, name] of names.entries()) {
    if (i > 0) span.append(i < names.length - 1 ? ", " : " or ");
    span.append(create("a").attr("href", `?engine=${name}`).text(name).node()!);
  }
  return span;
}
