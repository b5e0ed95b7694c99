import {csvFormat} from "d3";
import {strToU8, zipSync} from "fflate";
import type {DataPart, DataRow} from "../components/figure-data.js";

/** What a file of numbers says of itself. */
export interface CsvFacts {
  title: string;
  /** The address of the figure, as it stands. */
  link: string;
  /** What it was set to, as “name: value”. */
  settings: readonly string[];
}

/**
 * Returns one table of a figure as CSV. It begins with lines that start with “#”, which readers such
 * as pandas.read_csv(…, comment="#") leave out: which figure it is of, its link, its settings, and
 * what the table is. Numbers have all their digits. Texts may be a reader’s own names: one that a
 * spreadsheet would take for a formula has an apostrophe before it, so that it stays a text.
 */
export function tableCsv({part, rows}: DataPart, facts: CsvFacts): string {
  const remarks = [...remarksOf(facts), oneLine(`table: ${part}`)].map((text) => `# ${text}`);
  return `${remarks.join("\n")}\n${csvFormat(rows.map(harmlessRow))}\n`;
}

/**
 * Returns the tables of a figure as a zip: a CSV file for each, and README.txt, which says what they
 * are.
 */
export function tablesZip(parts: readonly DataPart[], facts: CsvFacts): Uint8Array<ArrayBuffer> {
  const names = fileNames(parts.map(({part}) => part));
  const list = parts.map(({part, rows}, i) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const shown = columns.length > 12 ? [...columns.slice(0, 3), "…", columns.at(-1)] : columns;
    const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
    return `${names[i]}: ${part}; ${count} of ${shown.join(", ")}`;
  });
  const files = Object.fromEntries(parts.map((part, i) => [names[i]!, tableCsv(part, facts)]));
  const readme = [...remarksOf(facts), "", ...list, ""].join("\n");
  const all = {"README.txt": readme, ...files};
  const bytes = Object.entries(all).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(bytes));
}

function remarksOf({title, link, settings}: CsvFacts): string[] {
  // An address stays the same address.
  const address = link.replaceAll(/[,;](?=[=+@-])/g, encodeURIComponent);
  return [oneLine(`title: ${title}`), `link: ${address}`, ...settings.map(oneLine)];
}

/** Returns a remark as one line, no part of which is a formula where a comma begins a new cell. */
function oneLine(text: string): string {
  const cells = text.replaceAll(/\s+/g, " ").split(/([,;] ?)/);
  return cells.map(harmless).join("");
}

function harmlessRow(row: DataRow): DataRow {
  const pairs = Object.entries(row).map(([column, value]) => [
    harmless(column),
    typeof value === "string" ? harmless(value) : value
  ]);
  return Object.fromEntries(pairs) as DataRow;
}

/** Returns a text that no spreadsheet computes; one that is a number stays one. */
function harmless(text: string): string {
  const isFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) && Number.isNaN(Number(text));
  return isFormula ? `'${text}` : text;
}

/** Returns a name for the file of each table, of letters that every system has, no two the same. */
function fileNames(parts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return parts.map((part) => {
    const plain = part.replaceAll(/[^a-z0-9]+/gi, "-").replaceAll(/^-+|-+$/g, "");
    const name = plain === "" ? "table" : plain.toLowerCase();
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? `${name}.csv` : `${name}-${count}.csv`;
  });
}
