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

/** A quantity of information in either unit. */
type InBoth = readonly [nats: string, bits: string];
const inBoth = (nats: number): InBoth => [oneDecimal(nats), oneDecimal(nats / Math.LN2)];

const columns: [title: string, text: (row: ModelRow) => string | InBoth][] = [
  ["model", ({id}) => id],
  ["latents", ({latentSize}) => String(latentSize)],
  ["hidden units", ({decoder}) => decoder.hidden.map(({units}) => units).join(" + ")],
  ["images seen, millions", ({training}) => oneDecimal(training.imagesSeen / 1e6)],
  ["decoder, MB", ({files}) => oneDecimal(files["decoder/weights.bin"].bytes / 1e6)],
  ["reconstruction", ({results}) => inBoth(results.reconstruction)],
  ["KL", ({results}) => inBoth(results.kl)],
  ["−ELBO", ({results}) => inBoth(-results.elbo)]
];

/**
 * Returns a table of models: their sizes, and what they reach on the test set, with the text in the
 * other unit as data-bits. So the bar turns it as it turns what the page was built with (see
 * site/look.ts), and the front page loads nothing for it.
 */
export function modelTable(rows: readonly ModelRow[]): HTMLTableElement {
  const isBits = document.documentElement.dataset.unit === "bits";
  const table = create("table");
  const head = table.append("thead").append("tr").selectAll("th").data(columns).join("th");
  head.attr("scope", "col").text(([title]) => title);
  const lines = table.append("tbody").selectAll("tr").data(rows).join("tr");
  lines
    .selectAll("td")
    .data((row) => columns.map(([, text]) => text(row)))
    .join("td")
    .text((text) => (typeof text === "string" ? text : text[isBits ? 1 : 0]))
    .attr("data-bits", (text) => (typeof text === "string" ? null : text[isBits ? 0 : 1]));
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
