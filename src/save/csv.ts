import {csvFormat} from "d3";
import type {DataPart} from "../components/figure-data.js";

/** What a file of numbers says of itself. */
export interface CsvFacts {
  title: string;
  /** The address of the figure, as it stands. */
  link: string;
  /** What it was set to, as “name: value”. */
  settings: readonly string[];
}

/**
 * Returns the numbers of a figure as CSV. It begins with lines that start with “#”, which readers
 * such as pandas.read_csv(…, comment="#") leave out: what it is, its link, its settings. The
 * first column says which part of the figure a row belongs to; a part leaves the columns of the
 * others empty. Numbers have all their digits.
 */
export function figureCsv(parts: readonly DataPart[], {title, link, settings}: CsvFacts): string {
  const remarks = [`title: ${title}`, `link: ${link}`, ...settings].map(
    (text) => `# ${text.replaceAll(/\s+/g, " ")}`
  );
  const rows = parts.flatMap(({part, rows: own}) => own.map((row) => ({part, ...row})));
  return `${remarks.join("\n")}\n${csvFormat(rows)}\n`;
}
