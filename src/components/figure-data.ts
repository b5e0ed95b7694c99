import type {Channels} from "../formats/image-size.js";
import type {PlaneField} from "./density.js";

/** Returns a row for each point, with its coordinates as symbol_1, symbol_2 …, from 1. */
export function pointRows(
  values: ArrayLike<number>,
  symbol: string,
  size = 2,
  more: (i: number) => DataRow = () => ({})
): DataRow[] {
  return Array.from({length: Math.floor(values.length / size)}, (_, i) => ({
    ...Object.fromEntries(
      Array.from({length: size}, (_unused, j) => [`${symbol}_${j + 1}`, values[i * size + j]])
    ),
    ...more(i)
  }));
}

/** Returns a row for each code of a test set, with its class; none without codes. */
export function codeRows(
  codes: ArrayLike<number> | undefined,
  {
    latentSize = 2,
    labels,
    classes
  }: {latentSize?: number; labels?: ArrayLike<number>; classes?: readonly string[]} = {},
  symbol = "mu"
): DataRow[] {
  return pointRows(codes ?? [], symbol, latentSize, (i) =>
    labels === undefined ? {} : {class: classes?.[labels[i]] ?? labels[i]}
  );
}

/** Returns a row for each latent of a q, with its mean and standard deviation; none without q. */
export function gaussianRows(
  q: {mu: ArrayLike<number>; sigma: ArrayLike<number>} | undefined
): DataRow[] {
  if (q === undefined) return [];
  return Array.from(q.mu, (mu, i) => ({latent: i + 1, mu, sigma: q.sigma[i]}));
}

/** Returns a row for each cell of a lattice, with the z of its middle and the number there. */
export function fieldRows(field: PlaneField | undefined, column: string): DataRow[] {
  if (field === undefined) return [];
  const {values, columns, rows, box} = field;
  const [left, right, bottom, top] = box;
  return Array.from(values, (value, i) => ({
    z_1: left + (((i % columns) + 0.5) / columns) * (right - left),
    z_2: bottom + ((Math.floor(i / columns) + 0.5) / rows) * (top - bottom),
    [column]: value
  }));
}

/**
 * Returns a row for each line of a picture, with the ink of its pixels from 0, paper, to 255; of three
 * channels, their red_x, green_x and blue_x from 0, dark, to 255.
 */
export function pixelRows(context: CanvasRenderingContext2D, channels: Channels = 1): DataRow[] {
  const {width, height} = context.canvas;
  const {data} = context.getImageData(0, 0, width, height);
  const names = channels === 3 ? ["red", "green", "blue"] : ["ink"];
  const value = (level: number) => (channels === 3 ? level : 255 - level);
  return Array.from({length: height}, (_, row) => ({
    row: row + 1,
    ...Object.fromEntries(
      Array.from({length: width * channels}, (_unused, i) => {
        const [x, channel] = [Math.floor(i / channels), i % channels];
        return [`${names[channel]}_${x + 1}`, value(data[4 * (row * width + x) + channel])];
      })
    )
  }));
}

/** One row of a figure’s numbers, by the names of its columns. A name ends in its unit, if any. */
export type DataRow = Record<string, number | string | undefined>;

/** Numbers behind one part of a figure. */
export interface DataPart {
  /** What they are, such as “samples of q”. */
  part: string;
  rows: DataRow[];
}

/** Returns the rows of a part as they are now; none where there is nothing to be seen yet. */
type DataSource = () => DataRow[];

const sources = new WeakMap<Element, Map<string, DataSource>>();

/**
 * Says where the numbers of a part of a figure come from: every drawing that a reader may want the
 * numbers of calls this once, when it is made. What is given again under a name replaces it.
 */
export function giveData(element: Element, part: string, source: DataSource): void {
  const parts = sources.get(element) ?? new Map<string, DataSource>();
  sources.set(element, parts.set(part, source));
}

/**
 * Returns the numbers within an element as they are now, in the order of the page; of images to
 * choose from, those of the chosen one.
 */
export function dataWithin(root: Element): DataPart[] {
  const all = [root, ...root.querySelectorAll("*")];
  return all
    .filter(isShown)
    .flatMap((element) =>
      Array.from(sources.get(element) ?? [], ([part, source]) => ({part, rows: source()})).filter(
        ({rows}) => rows.length > 0
      )
    );
}

function isShown(element: Element): boolean {
  const choice = element.closest("label")?.querySelector<HTMLInputElement>("input[type=radio]");
  return choice === null || choice === undefined || choice.checked;
}
