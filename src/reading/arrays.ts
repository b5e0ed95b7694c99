import type {LabelArray} from "./array-labels.js";
import {
  besideNames,
  countOf,
  fittingLabels,
  isLabelName,
  isLabels,
  labelArray
} from "./array-labels.js";
import type {Limits} from "./file.js";
import {invalidFile} from "./file.js";
import {counted} from "../formats/card.js";
import {imageSizeOf} from "../formats/image-size.js";
import type {Classes, Role} from "./classes.js";
import {classesOf, ownParts, roleOf} from "./classes.js";
import {COLOR_NOTE, hasColor, layOnPaper, pixelsInChannels} from "./channels.js";
import type {ImageLayout} from "./image-layout.js";
import {imageLayout, withoutLabels} from "./image-layout.js";
import type {InkScale} from "./ink.js";
import {inkOf} from "./ink.js";
import type {NamedArray, Numbers} from "./npy.js";
import type {OwnImages} from "./own-images.js";
import {checkSize, ownImages} from "./own-images.js";

/** Orders names, numbers in them by their value. */
const inOrder = new Intl.Collator("en", {numeric: true});

/** An array of images. */
interface ImageArray {
  name: string;
  layout: ImageLayout;
  /** Row-major, without a column of labels. */
  data: Numbers;
  /** The class of each image, if the array has a column of them. */
  labels?: string[];
}

/** Images that are used alike: to train on, or to measure with. */
interface Part {
  images: ImageArray[];
  count: number;
  labels?: string[];
}

/**
 * Returns the images that arrays make up: one of images, or several that are joined; with their
 * labels; and with those that names such as x_test or t10k set apart to measure with. Several arrays
 * without labels are a class each, as those of QuickDraw are.
 *
 * @param given at least one
 * @param options.scale the numbers of paper and ink; without it their range tells
 * @param options.inGrey whether colors are turned to grey
 * @throws Error naming the array that does not fit
 */
export function imagesOfArrays(
  given: readonly NamedArray[],
  limits: Limits,
  options: {scale?: InkScale; inGrey: boolean}
): OwnImages {
  const arrays = withoutRows(given);
  const numbers = arrays.filter(isOfNumbers);
  const counts = new Set(numbers.filter(({shape}) => shape.length > 2).map(({shape}) => shape[0]));
  const labels = arrays.filter((array) => isLabels(array, counts));
  const others = numbers.filter((array) => !labels.includes(array));
  const beside = others.filter(
    ({shape: [count, columns, ...more]}) =>
      more.length === 0 && counts.has(count) && columns < LEAST_COLUMNS
  );
  const images = others
    .filter((array) => !beside.includes(array))
    .toSorted((a, b) => inOrder.compare(a.name, b.name))
    .map((array) => imageArray(array, limits));
  if (images.length === 0) {
    const found = `shape [${labels[0].shape.join(", ")}], so labels`;
    throw invalidFile(labels[0].name, found, "a file of images beside it");
  }
  checkSizes(images);
  const notes: string[] = [];
  if (beside.length > 0) {
    notes.push(`Left out, as they are no images: ${besideNames(beside)}.`);
  }
  const parts = partsOf(images, fittingLabels(labels, images, notes).map(labelArray), notes);
  return joinedImages(parts, arrays, {...options, limits, notes});
}

/** A row beside images has fewer numbers where it only describes one of them, as in dSprites. */
const LEAST_COLUMNS = 64;

/** MATLAB has no arrays of one dimension: a row as long as another array is a list, of labels. */
function withoutRows(arrays: readonly NamedArray[]): readonly NamedArray[] {
  const counts = new Set(arrays.filter(({shape}) => shape.length > 1).map(({shape}) => shape[0]));
  return arrays.map((array) => {
    const [rows, columns] = array.shape;
    const isRow = array.shape.length === 2 && rows === 1 && columns > 1 && counts.has(columns);
    return isRow ? {...array, shape: [columns]} : array;
  });
}

function isOfNumbers(array: NamedArray): array is NamedArray & {data: Numbers} {
  return !Array.isArray(array.data);
}

function imageArray(array: NamedArray & {data: Numbers}, limits: Limits): ImageArray {
  const {name, shape, data} = array;
  const layout = imageLayout(name, shape, data, limits);
  if (layout.label === undefined) return {name, layout, data};
  const columns = shape[1];
  const {pixels, labels} = withoutLabels(data, columns, layout.label);
  return {
    name,
    layout,
    data: pixels,
    labels: labelArray({name, shape: [shape[0]], data: labels}).labels
  };
}

function checkSizes([first, ...others]: readonly ImageArray[]): void {
  const {width, height} = first.layout;
  const other = others.find(({layout}) => layout.width !== width || layout.height !== height);
  if (other === undefined) return;
  const found = `images of ${other.layout.width} × ${other.layout.height}`;
  throw invalidFile(other.name, found, `${width} × ${height} as ${first.name}: images of one size`);
}

/** Returns the images to train on, and those to measure with, if names tell them apart. */
function partsOf(
  images: readonly ImageArray[],
  labels: readonly LabelArray[],
  notes: string[]
): {train: Part; test?: Part} {
  const isTest = ({name}: {name: string}) => roleOf(name) === "test";
  const test = images.filter(isTest);
  const others = images.filter((one) => !isTest(one));
  if (test.length === 0 || others.length === 0) return {train: partOf(images, labels, notes)};
  // Labels whose name tells nothing belong to those of their number, unless they came with images.
  const roles = labels.map(({name, labels: own}): Role => {
    if (others.some((one) => name === `${one.name}/labels`)) return "train";
    const role = roleOf(name);
    if (role !== undefined) return role;
    return own.length === countOf(test) && own.length !== countOf(others) ? "test" : "train";
  });
  const rest: string[] = [];
  const of = (part: readonly ImageArray[], isOf: (role: Role) => boolean, into: string[]) =>
    partOf(
      part,
      labels.filter((_, i) => isOf(roles[i])),
      into
    );
  return {
    train: of(others, (role) => role !== "test", notes),
    test: of(test, (role) => role === "test", rest)
  };
}

/** How many classes a sentence lists. */
const MOST_LISTED = 12;

function partOf(
  images: readonly ImageArray[],
  labels: readonly LabelArray[],
  notes: string[]
): Part {
  const count = countOf(images);
  const part = {images: [...images], count};
  if (images.every((one) => one.labels !== undefined)) {
    return {...part, labels: images.flatMap((one) => one.labels!)};
  }
  if (labels.length > 0) return {...part, labels: matchedLabels(images, labels, count)};
  if (images.length === 1) return part;
  const names = ownParts(images.map(({name}) => name));
  const list = names.slice(0, MOST_LISTED).join(", ") + (names.length > MOST_LISTED ? ", …" : "");
  // Numbers alone tell pieces of one set, as in data_batch_1; so do names of what they are for.
  const arePieces = names.some((name) => /^\d*$/.test(name));
  if (arePieces || images.some(({name}) => roleOf(name) !== undefined)) {
    notes.push(`${counted(images.length, "array")} are joined: ${list}.`);
    return part;
  }
  notes.push(`Each file is taken as a class of its own: ${list}.`);
  return {
    ...part,
    labels: images.flatMap(({layout}, i) => Array<string>(layout.count).fill(names[i]))
  };
}

/** Returns labels in the order of the images: one array for all, or one for each by its number. */
function matchedLabels(
  images: readonly ImageArray[],
  labels: readonly LabelArray[],
  count: number
): string[] {
  const [first, second] = labels;
  if (images.length === 1 && second !== undefined) {
    // A file may hold more than one kind of label: the one that its name calls so is taken.
    const fitting = labels.filter((one) => one.labels.length === count);
    const named = fitting.filter(({name}) => isLabelName(name));
    if (named.length === 1) return named[0].labels;
    const expected = "one array of images and at most one of labels";
    throw invalidFile(second.name, "a second array of labels", expected);
  }
  if (labels.length === 1 && (images.length === 1 || first.labels.length === count)) {
    if (first.labels.length === count) return first.labels;
    const expected = `${count}, one for each image of ${images.map(({name}) => name).join(", ")}`;
    throw invalidFile(first.name, `${first.labels.length} labels`, expected);
  }
  const left = [...labels];
  const digits = (name: string) => name.replaceAll(/\D/g, "");
  return images.flatMap(({name, layout}) => {
    const at = left.findIndex(
      (one) => one.labels.length === layout.count && digits(one.name) === digits(name)
    );
    if (at !== -1) return left.splice(at, 1)[0].labels;
    const found = `one of ${counted(images.length, "array")} of images beside ${counted(labels.length, "array")} of labels`;
    throw invalidFile(name, found, "one set: choose the images and the labels of one");
  });
}

interface JoinOptions {
  limits: Limits;
  scale?: InkScale;
  inGrey: boolean;
  notes: string[];
}

/** Returns the parts as images: one scale for all, and in color if any has colors. */
function joinedImages(
  {train, test}: {train: Part; test?: Part},
  arrays: readonly NamedArray[],
  {limits, scale, inGrey, notes}: JoinOptions
): OwnImages {
  const all = [...train.images, ...(test?.images ?? [])];
  const [{name, layout}] = all;
  const {width, height} = layout;
  const total = {count: train.count + (test?.count ?? 0), width, height};
  const most = Math.max(...all.map((one) => one.layout.channels));
  const isReal = all.some(({data}) => data instanceof Float32Array || data instanceof Float64Array);
  const found = `${counted(total.count, "image")}`;
  checkSize(name, found, total, limits, most * (isReal ? Float32Array.BYTES_PER_ELEMENT : 1));
  const ink = inkOf(
    all.map((one) => ({name: one.name, data: one.data, place: placeIn(one)})),
    scale
  );
  const isColor = all.some((one, i) => hasColor(ink.pixels[i], one.layout));
  const channels = isColor && !inGrey ? 3 : 1;
  const painted = all.map((one, i) => pixelsInChannels(ink.pixels[i], one.layout, channels));
  const paper = painted.flatMap((one) => layOnPaper(one, width * height));
  const of = (part: Part, start: number) =>
    joined(painted.slice(start, start + part.images.length).map(({pixels}) => pixels));
  const classes = classesOfParts(train, test, notes);
  const isEmnist = all.some((one) => /emnist/i.test(one.name));
  const said = [
    ...(isEmnist ? ["EMNIST is published with rows and columns exchanged: see Transpose."] : []),
    ...all.flatMap((one) => one.layout.notes),
    ...notes,
    ...ink.notes,
    ...(isColor && inGrey ? [COLOR_NOTE] : []),
    ...paper
  ];
  return ownImages({
    count: train.count,
    ...imageSizeOf({width, height, channels}),
    pixels: of(train, 0),
    ...classes.train,
    ...(test === undefined
      ? {}
      : {
          test: {
            count: test.count,
            pixels: of(test, train.images.length),
            ...(classes.test === undefined ? {} : {labels: classes.test})
          }
        }),
    source: sourceOf(arrays),
    range: ink.range,
    scaling: ink.scaling,
    scale: ink.scale,
    notes: [...new Set(said)]
  });
}

/** Returns the classes of both parts, by the same names. */
function classesOfParts(
  train: Part,
  test: Part | undefined,
  notes: string[]
): {train?: Classes; test?: Uint8Array} {
  const names = [...(train.labels ?? []), ...(test?.labels ?? [])];
  const classes = classesOf(names);
  if (classes === undefined) {
    notes.push(`${counted(new Set(names).size, "class", "classes")} are left out: at most 256.`);
    return {};
  }
  const {labels, classNames} = classes;
  const count = train.labels?.length ?? 0;
  return {
    ...(train.labels === undefined
      ? {}
      : {
          train: {labels: labels.slice(0, count), ...(classNames === undefined ? {} : {classNames})}
        }),
    ...(test?.labels === undefined ? {} : {test: labels.slice(count)})
  };
}

function joined(parts: readonly (Uint8Array | Float32Array)[]): Uint8Array | Float32Array {
  if (parts.length === 1) return parts[0];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = parts[0] instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function placeIn({layout}: ImageArray): (index: number) => string {
  const {width, height, channels, channelsFirst} = layout;
  return (index) => {
    const image = Math.floor(index / (width * height * channels));
    const rest = index % (width * height * channels);
    const pixel = channelsFirst ? rest % (width * height) : Math.floor(rest / channels);
    return `image ${image}, row ${Math.floor(pixel / width)}, column ${pixel % width}`;
  };
}

/** How many names a source lists. */
const MOST_NAMES = 4;

function sourceOf(arrays: readonly NamedArray[]): string {
  const names = [...new Set(arrays.map(({name}) => name.replace(/\/labels$/, "")))];
  if (names.length <= 2) return names.join(" and ");
  const listed = names.slice(0, MOST_NAMES).join(", ");
  return names.length <= MOST_NAMES ? listed : `${listed} and ${names.length - MOST_NAMES} more`;
}
