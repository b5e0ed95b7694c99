import {invalidFile, shortName} from "./file.js";
import {roleOf} from "./classes.js";
import type {NamedArray, Numbers} from "./npy.js";

/** An array of labels, one an image. */
export interface LabelArray {
  name: string;
  labels: string[];
}

/** Returns whether a name is one of labels, as “y_train” is. */
export const isLabelName = (name: string) =>
  /(^|[^a-z])(y|labels?|targets?|class(es)?)([^a-z]|$)/i.test(name);

/** Returns whether an array is of labels: [n], [n, 1], texts, one-hot rows or those of QMNIST. */
export function isLabels({name, shape, data}: NamedArray, counts: ReadonlySet<number>): boolean {
  if (shape.length <= 1 || Array.isArray(data)) return true;
  const [count, columns, ...more] = shape;
  if (more.some((size) => size !== 1)) return false;
  if (columns === 1 && shape.length === 2) return true;
  if (!counts.has(count) && !isLabelName(endOf(name))) return false;
  return isQmnist(shape, data as Numbers) || isOneHot(columns, data as Numbers);
}

/** Images, as far as labels are told by them. */
interface Counted {
  name: string;
  layout: {count: number};
}

/** Returns labels of which there are as many as images; others beside them are left out, and said. */
export function fittingLabels(
  labels: readonly NamedArray[],
  images: readonly Counted[],
  notes: string[]
): readonly NamedArray[] {
  const sums = [true, false].map((isTest) =>
    countOf(images.filter(({name}) => (roleOf(name) === "test") === isTest))
  );
  const counts = new Set([...images.map(({layout}) => layout.count), ...sums, countOf(images)]);
  const fitting = labels.filter(({shape}) => shape.length > 0 && counts.has(shape[0]));
  const others = labels.filter((array) => !fitting.includes(array));
  const [wrong] = others.filter(({name, shape}) => shape.length > 0 && isLabelName(endOf(name)));
  // Alone it was meant for the images, and their number is said.
  if (fitting.length === 0 && wrong !== undefined) return [wrong];
  if (fitting.length === 0 && others.length === 1 && others[0].shape.length > 0) return others;
  if (others.length > 0) {
    notes.push(`Left out, as there are not as many as images: ${besideNames(others)}.`);
  }
  return fitting;
}

/** Returns how many images there are. */
export const countOf = (images: readonly Counted[]) =>
  images.reduce((sum, {layout}) => sum + layout.count, 0);

const endOf = (name: string) => name.split("/").at(-1)!;

/** Returns the names of arrays that are left out, for a sentence. */
export const besideNames = (arrays: readonly NamedArray[]) =>
  arrays.map(({name}) => shortName(endOf(name))).join(", ");

/** QMNIST’s labels have eight columns: the class, and whose hand it is. */
function isQmnist([, columns]: readonly number[], data: Numbers): boolean {
  return columns === 8 && data instanceof Int32Array;
}

function isOneHot(columns: number, data: Numbers): boolean {
  for (let start = 0; start < data.length; start += columns) {
    const row = Array.from(data.subarray(start, start + columns), Number);
    if (row.some((value) => value !== 0 && value !== 1)) return false;
    if (row.reduce((sum, value) => sum + value, 0) !== 1) return false;
  }
  return true;
}

/** Returns the labels of an array as texts, one an image. */
export function labelArray({name, shape, data}: NamedArray): LabelArray {
  if (Array.isArray(data)) return {name, labels: data.map(String)};
  const [count = 1, columns = 1] = shape;
  const numbers = data as Numbers;
  const isHot = columns > 1 && !isQmnist(shape, numbers);
  const labels = Array.from({length: count}, (_, i) => {
    const row = numbers.subarray(i * columns, (i + 1) * columns);
    const label = isHot ? row.findIndex((value: number | bigint) => Number(value) === 1) : row[0];
    if (Number.isInteger(Number(label))) return String(label);
    throw invalidFile(name, `label ${label} at ${i}`, "whole numbers, or one-hot rows");
  });
  return {name, labels};
}
