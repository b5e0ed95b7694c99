import type {Limits} from "./file.js";
import {invalidFile} from "./file.js";
import type {Numbers} from "./npy.js";
import type {ImagesShape} from "./own-images.js";
import {checkSize} from "./own-images.js";

/** The least side for which a row is taken as more than the pixels of a square. */
const SMALLEST = 8;

/** How the numbers of an array are images. */
export interface ImageLayout extends Omit<ImagesShape, "channels"> {
  /** 1 for grey, 3 for red, green and blue, 4 with alpha. */
  channels: number;
  /** Whether the channels come before the rows: [n, c, h, w]. */
  channelsFirst: boolean;
  /** Which column of [n, 1 + h·w] is the label. */
  label?: "first" | "last";
  /** What is to be said of it, as it was guessed. */
  notes: string[];
}

/**
 * Returns how an array is images: [n, h, w] or [n, h·w] of a square, grey or with channels, which
 * come first or last; [n, 1 + h·w] with a label beside the pixels.
 *
 * @param shape at least two sizes
 * @param data the values; a column of labels is told from one of pixels by them
 * @throws Error naming the file, its shape and what was expected
 */
export function imageLayout(
  name: string,
  shape: readonly number[],
  data: Numbers,
  limits: Limits
): ImageLayout {
  const found = `shape [${shape.join(", ")}]`;
  const sizes = shape.length === 5 && shape[4] === 1 ? shape.slice(0, 4) : [...shape];
  // [n, h·w, 1], a single channel behind a row.
  if (sizes.length === 3 && sizes[2] === 1 && sizes[1] >= SMALLEST ** 2) sizes.pop();
  const [count, ...rest] = sizes;
  if (count === 0) throw invalidFile(name, `${found}, so no images`, "at least 1");
  const layout =
    rest.length === 1
      ? rowLayout(name, found, count, rest[0], data)
      : rest.length === 2
        ? planeLayout(name, found, count, rest)
        : rest.length === 3
          ? channelLayout(name, found, count, rest)
          : undefined;
  if (layout === undefined) {
    throw invalidFile(name, `${found}, ${shape.length} dimensions`, "[n, h, w] or [n, h·w]");
  }
  checkSize(name, found, layout, limits);
  return layout;
}

/** A plain layout of grey images. */
const grey = {channels: 1, channelsFirst: false, notes: []};

function planeLayout(
  name: string,
  found: string,
  count: number,
  [height, width]: number[]
): ImageLayout {
  // Squares with the number of images behind, as MATLAB has them, rather than as many images as rows.
  if (count === height && width !== height && count >= SMALLEST) {
    const remedy =
      "[n, h, w]: save numpy.moveaxis(images, -1, 0), or images[..., None] if they come first";
    throw invalidFile(name, `${found}, where the images seem to come last`, remedy);
  }
  return {count, height, width, ...grey};
}

function channelLayout(
  name: string,
  found: string,
  count: number,
  [a, b, c]: number[]
): ImageLayout {
  const areChannels = (size: number) => size === 1 || size === 3 || size === 4;
  const last = areChannels(c);
  if (!last && !areChannels(a)) {
    const expected = "1, 3 or 4 channels, [n, h, w, c] or [n, c, h, w]";
    // [h, w, c, n], as the files of SVHN are
    const remedy = areChannels(b) ? ": save numpy.moveaxis(images, -1, 0)" : "";
    throw invalidFile(name, found, expected + remedy);
  }
  const [height, width, channels] = last ? [a, b, c] : [b, c, a];
  return {count, height, width, channels, channelsFirst: !last, notes: []};
}

function rowLayout(
  name: string,
  found: string,
  count: number,
  columns: number,
  data: Numbers
): ImageLayout {
  const side = Math.sqrt(columns);
  if (Number.isInteger(side)) return {count, width: side, height: side, ...grey};
  const inside = Math.sqrt(columns - 1);
  if (Number.isInteger(inside) && inside >= SMALLEST) {
    const label = labelColumn(data, columns);
    const where = `The ${label} column of ${columns} is taken as the class of each image`;
    const notes = [`${where}, the others as ${inside} × ${inside} pixels.`];
    return {count, width: inside, height: inside, ...grey, label, notes};
  }
  const color = Math.sqrt(columns / 3);
  if (Number.isInteger(color) && color >= SMALLEST) {
    const notes = [`Rows of ${columns} are taken as red, then green, then blue, as in CIFAR-10.`];
    return {count, width: color, height: color, channels: 3, channelsFirst: true, notes};
  }
  const remedy =
    count === columns
      ? "; of one image, save image[None]"
      : Number.isInteger(Math.sqrt(count)) && count >= SMALLEST ** 2
        ? "; of images in columns, save images.T"
        : "";
  throw invalidFile(name, found, `[n, h, w], or rows of a square h·w such as 784${remedy}`);
}

/** Returns which column is of labels: the first one, unless it is blank, as a corner of images is. */
function labelColumn(data: Numbers, columns: number): "first" | "last" {
  let [first, last] = [false, false];
  for (let at = 0; at < data.length; at += columns) {
    first ||= Number(data[at]) !== Number(data[0]);
    last ||= Number(data[at + columns - 1]) !== Number(data[columns - 1]);
  }
  return !first && last ? "last" : "first";
}

/** Returns an array’s numbers without its column of labels, and these. */
export function withoutLabels(
  data: Numbers,
  columns: number,
  label: "first" | "last"
): {pixels: Numbers; labels: Numbers} {
  const rows = data.length / columns;
  const make = data.constructor as new (length: number) => Numbers;
  const [pixels, labels] = [new make(rows * (columns - 1)), new make(rows)];
  for (let row = 0; row < rows; ++row) {
    const start = row * columns;
    labels[row] = data[label === "first" ? start : start + columns - 1];
    const from = label === "first" ? start + 1 : start;
    pixels.set(data.subarray(from, from + columns - 1) as never, row * (columns - 1));
  }
  return {pixels, labels};
}
