import {dsvFormat} from "d3-dsv";
import {roleOf} from "./classes.js";
import type {NamedFile} from "./file.js";
import {invalidFile} from "./file.js";
import type {NamedArray} from "./npy.js";

/** A table of file names and classes, as “filename,label”. */
export interface NameTable {
  name: string;
  /** The class by the name of each file. */
  classes: ReadonlyMap<string, string>;
}

/** What a table holds: rows of pixels, with or without labels; labels alone; or names of files. */
export type Table = {kind: "arrays"; arrays: NamedArray[]} | {kind: "names"; table: NameTable};

/** The bytes that are looked at to tell a table from other files. */
const LOOKED_AT = 2000;

/** Returns whether a file is a table of texts: lines of values with commas, semicolons or tabs. */
export function looksLikeTable({name, bytes}: NamedFile): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, LOOKED_AT));
  // eslint-disable-next-line no-control-regex -- what tells texts from other files
  if (head === "" || /[\0-\b\x0e-\x1f]/.test(head) || /^\s*[<{[%]/.test(head)) return false;
  if (/\.[ct]sv( ?\(\d+\))?(\.gz)?$/i.test(name)) return true;
  return /^[^\n]*\d[,;\t][^\n]*\d[,;\t]/.test(head);
}

/** The names of columns that hold the class, and of those that only count. */
const labelName =
  /^(label|labels|class|classes|target|category|digit|letter|character|emotion|y|level)$/i;
const countName = /^(|id|index|idx|unnamed: 0|rownames)$/i;
const fileName = /(file|image|img|path|name|^id$|id_code)/i;

/**
 * Returns what a table of texts holds. Tables of pixels have a row an image, such as “label, pixel0,
 * …, pixel783”, with a first line of names or without, or all pixels in one cell.
 *
 * @throws Error naming the file, the line and what was expected
 */
export function readTable({name, bytes}: NamedFile): Table {
  const text = new TextDecoder().decode(bytes).replace(/^\ufeff/, "");
  const [line] = text.split("\n", 1);
  const separator = [",", ";", "\t"].toSorted((a, b) => countIn(line, b) - countIn(line, a))[0];
  const lines = dsvFormat(separator);
  const heads: string[][] = [];
  // Two lines tell what the table is; a row at a time after that, as all texts would fill the memory.
  lines.parseRows(text.split("\n", 2).join("\n"), (cells) => void heads.push(cells));
  const [first = [], second] = heads;
  const header = isHeader(first, second) ? first.map((cell) => cell.trim()) : undefined;
  const row = second ?? first;
  const list = row.findIndex((cell) => LIST.test(cell));
  if (list !== -1) {
    return {kind: "arrays", arrays: listedArrays(name, text, lines, {header, row, list})};
  }
  const columns = columnsOf(name, header, row);
  if (columns.kind === "names") {
    const classes = new Map<string, string>();
    lines.parseRows(text, (cells, i) => {
      if (i === 0 && header !== undefined) return;
      const [file, label] = [cells[columns.file], cells[columns.label]];
      if (file && label !== undefined) classes.set(file.trim().replaceAll("\\", "/"), label.trim());
    });
    return {kind: "names", table: {name, classes}};
  }
  const rows = rowsOf(name, columns);
  lines.parseRows(text, (cells, i) => {
    if (i > 0 || header === undefined) rows.add(cells, i);
  });
  return {kind: "arrays", arrays: rows.arrays()};
}

/** Many numbers in one cell, as FER2013 has the pixels of an image; of 8 × 8 at least. */
const LIST = /^\s*\d+(\.\d+)?(\s+\d+(\.\d+)?){63,}\s*$/;

/** The names of columns that say what an image is for. */
const splitName = /^(usage|split|set|subset|partition)$/i;

/** Returns the arrays of a table that has the pixels of each image in one cell. */
function listedArrays(
  name: string,
  text: string,
  {parseRows}: ReturnType<typeof dsvFormat>,
  {header, row, list}: {header?: readonly string[]; row: readonly string[]; list: number}
): NamedArray[] {
  const split = header?.findIndex((cell) => splitName.test(cell)) ?? -1;
  const called = header?.findIndex((cell) => labelName.test(cell)) ?? -1;
  const others = Array.from(row.keys()).filter((i) => i !== list && i !== split);
  const label = called !== -1 ? called : others.length === 1 ? others[0] : -1;
  const pixels = Array.from(words(row[list]), (_, i) => i + 1);
  const columns = {kind: "pixels", pixels, ...(label !== -1 && {label: 0})} as const;
  const parts = {train: rowsOf(name, columns), test: rowsOf(`${name}/test`, columns)};
  parseRows(text, (cells, i) => {
    if ((i === 0 && header !== undefined) || (cells.length === 1 && cells[0].trim() === "")) return;
    const numbers = words(cells[list] ?? "");
    if (numbers.length !== pixels.length) {
      const found = `${numbers.length} numbers in line ${i + 1}`;
      throw invalidFile(name, found, `${pixels.length}, as in the first row`);
    }
    const isTest = split !== -1 && roleOf(cells[split] ?? "") === "test";
    parts[isTest ? "test" : "train"].add([cells[label] ?? "", ...numbers], i);
  });
  return [parts.train, parts.test]
    .flatMap((part) => part.arrays())
    .filter(({shape: [count]}) => count > 0);
}

const words = (cell: string) => cell.trim().split(/\s+/);

const countIn = (line: string, character: string) => line.split(character).length;

const isNumber = (cell: string) => cell.trim() !== "" && Number.isFinite(Number(cell));

/** Returns whether a first line names columns: by texts, or by numbers that only names have. */
function isHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  if (second === undefined) return false;
  if (first.some((cell, i) => !isNumber(cell) && (i > 0 || isNumber(second[0] ?? "")))) return true;
  if (first.length <= 2 && first.some((cell) => labelName.test(cell.trim()))) return true;
  // A program that has to tell equal names apart writes 0, 0.1, 0.2 …
  const fractions = (row: readonly string[]) => row.some((cell) => !Number.isInteger(Number(cell)));
  return fractions(first) && !fractions(second) && second.every(isNumber);
}

type Columns =
  {kind: "names"; file: number; label: number} | {kind: "pixels"; pixels: number[]; label?: number};

function columnsOf(
  name: string,
  header: readonly string[] | undefined,
  row: readonly string[]
): Columns {
  const all = Array.from(row.keys());
  const called = header?.findIndex((cell) => labelName.test(cell)) ?? -1;
  if (row.length <= MOST_NAMED) {
    const texts = all.filter((i) => !isNumber(row[i]));
    const named = header?.findIndex((cell, i) => i !== called && fileName.test(cell)) ?? -1;
    const file = named !== -1 ? named : (texts.find((i) => i !== called) ?? -1);
    const label = called !== -1 ? called : row.length === 2 ? 1 - file : -1;
    if (row.length > 1 && file !== -1 && label !== -1) return {kind: "names", file, label};
    if (row.length === 1) return {kind: "pixels", pixels: [], label: 0};
    if (called !== -1 && row.length === 2) return {kind: "pixels", pixels: [], label: called};
    const found = `columns ${(header ?? row).slice(0, MOST_NAMED).join(", ").slice(0, 80)}`;
    throw invalidFile(name, found, "“label, pixel0, …” or “filename, label”");
  }
  const pixels = all.filter((i) => i !== called && !(header && countName.test(header[i])));
  if (called === -1 || !Number.isInteger(Math.sqrt(pixels.length))) {
    // Which column is the label, its size tells: see imageLayout.
    return {kind: "pixels", pixels: all.filter((i) => !(header && countName.test(header[i])))};
  }
  return {kind: "pixels", pixels, label: called};
}

/** Tables of pixels have more columns than this. */
const MOST_NAMED = 12;

/** Takes a table’s rows, one after the other. */
interface Rows {
  /** Takes the texts of one row; without any but blanks it is no row. */
  add(cells: readonly string[], line: number): void;
  /** Returns the arrays: whole numbers from 0 to 255 as bytes, and the labels beside them. */
  arrays(): NamedArray[];
}

/**
 * Returns what takes the rows of a table.
 *
 * @param name what errors call the table, and the array of its pixels
 */
function rowsOf(name: string, {pixels: wanted, label}: Columns & {kind: "pixels"}): Rows {
  const labels: string[] = [];
  const chunks: (Uint8Array | Float32Array)[] = [];

  function numbers(): NamedArray {
    const areBytes = chunks.every((chunk) => chunk instanceof Uint8Array);
    const length = chunks.length * wanted.length;
    const data = areBytes ? new Uint8Array(length) : new Float32Array(length);
    for (const [i, chunk] of chunks.entries()) data.set(chunk, i * wanted.length);
    return {name, shape: [chunks.length, wanted.length], data};
  }

  return {
    add(cells, line) {
      if (cells.length === 1 && cells[0].trim() === "") return;
      const values = new Float32Array(wanted.length);
      for (const [at, column] of wanted.entries()) {
        const cell = cells[column];
        const value = cell === undefined || cell.trim() === "" ? NaN : Number(cell);
        if (Number.isNaN(value)) {
          const found = `${JSON.stringify((cell ?? "").slice(0, 20))} in line ${line + 1}, column ${column + 1}`;
          throw invalidFile(name, found, "a number");
        }
        values[at] = value;
      }
      const areBytes = values.every((v) => Number.isInteger(v) && v >= 0 && v <= 255);
      chunks.push(areBytes ? Uint8Array.from(values) : values);
      if (label !== undefined) labels.push(labelText(cells[label] ?? ""));
    },
    arrays() {
      const pixels = wanted.length === 0 ? [] : [numbers()];
      if (label === undefined) return pixels;
      // Labels stand beside their table’s own pixels, and take their part.
      const labelsName = pixels.length === 0 ? name : `${name}/labels`;
      return [...pixels, {name: labelsName, shape: [chunks.length], data: labels}];
    }
  };
}

/** Programs write whole numbers as 3.0 as well. */
const labelText = (cell: string) => cell.trim().replace(/^(\d+)\.0+$/, "$1");

/**
 * Returns the class of each file by a table of names: by the whole path, by its end, or by its name
 * alone, with or without what tells its kind; undefined if the table lacks one.
 */
export function classesByName(
  paths: readonly string[],
  {classes}: NameTable
): string[] | undefined {
  const bare = (path: string) => path.replace(/\.\w+$/, "");
  const byBare = new Map(Array.from(classes, ([file, label]) => [bare(file), label]));
  const found = paths.map((path) => {
    const parts = path.split("/");
    const ends = parts.map((_, start) => parts.slice(start).join("/"));
    const end = ends.find((one) => classes.has(one) || byBare.has(bare(one)));
    return end === undefined ? undefined : (classes.get(end) ?? byBare.get(bare(end)));
  });
  return found.includes(undefined) ? undefined : (found as string[]);
}
