import {rgb} from "d3";
import type {Drawing, Scale} from "./axes.js";
import {memoryContext} from "./picture.js";

/** What dotImage draws. */
interface Dots {
  /** Posterior means, row-major [count, latentSize]. */
  codes: Float32Array;
  /** The class of each code. */
  labels: Uint8Array;
  latentSize: number;
  axes: Axes;
  /** The classes to draw. */
  shown: ReadonlySet<number>;
}

/** Canvas pixels for each CSS pixel, in both directions: sharp on screens of twice the density. */
export const canvasScale = 2;

/** The side of a dot, in canvas pixels. */
const dotSize = 2 * canvasScale;

/** The share of a dot’s color in what it covers. */
const opacity = 0.6;

/**
 * Returns an image of a canvas’s size with a square dot for each code of a shown class, in the order
 * of the test set: drawn class by class, the last one would cover the others.
 *
 * The pixels are mixed here: ten thousand calls of the canvas would hold the page for as long as
 * three frames.
 *
 * @param scales map a code’s two coordinates to CSS pixels of the canvas; what lies outside of
 *     their ranges is left out
 * @param colors one CSS color for each class
 */
function dotImage(
  canvas: HTMLCanvasElement,
  {codes, labels, latentSize, axes, shown}: Dots,
  {x, y}: {x: Scale; y: Scale},
  colors: readonly string[]
): ImageData {
  const image = new ImageData(canvas.width, canvas.height);
  const [left, right] = x.range().map((end) => Math.round(end * canvasScale));
  const [bottom, top] = y.range().map((end) => Math.round(end * canvasScale));
  const inks = colors.map((name) => rgb(name));
  for (let i = 0; i < labels.length; ++i) {
    if (!shown.has(labels[i])) continue;
    const across = corner(x(codes[i * latentSize + axes[0]]));
    const up = corner(y(codes[i * latentSize + axes[1]]));
    const [from, to] = [Math.max(across, left), Math.min(across + dotSize, right)];
    for (let row = Math.max(up, top); row < Math.min(up + dotSize, bottom); ++row) {
      for (let column = from; column < to; ++column) {
        mix(image.data, 4 * (row * image.width + column), inks[labels[i]]);
      }
    }
  }
  return image;
}

/** Draws the dots of dotImage on a canvas, in place of what it shows. */
export function codeDots(
  canvas: HTMLCanvasElement,
  dots: Dots,
  scales: {x: Scale; y: Scale},
  colors: readonly string[]
): void {
  memoryContext(canvas).putImageData(dotImage(canvas, dots, scales, colors), 0, 0);
}

/** Returns where a dot around a place begins, in canvas pixels. */
function corner(place: number): number {
  return Math.round(place * canvasScale) - dotSize / 2;
}

/** Lays a color over a pixel, by the rule for paints that let light through. */
function mix(data: Uint8ClampedArray, at: number, {r, g, b}: {r: number; g: number; b: number}) {
  const below = (data[at + 3] / 255) * (1 - opacity);
  const whole = opacity + below;
  data[at] = (opacity * r + below * data[at]) / whole;
  data[at + 1] = (opacity * g + below * data[at + 1]) / whole;
  data[at + 2] = (opacity * b + below * data[at + 2]) / whole;
  data[at + 3] = 255 * whole;
}

/** What a canvas is going to show: its dots are mixed in one task and drawn in another. */
const coming = new WeakMap<HTMLCanvasElement, ReturnType<typeof setTimeout>>();

/**
 * Draws codes by class in their colors, and the names of the classes over them; undefined clears
 * both. The dots follow two tasks later, as they take long: what is newest does not wait for them.
 *
 * @param names a group of the class “class-names”
 * @param axes the two coordinates that are shown; defaults to the first two
 * @param shown the classes that are shown; defaults to all
 */
export function layCodes(
  canvas: HTMLCanvasElement,
  names: Drawing<SVGGElement>,
  named: NamedCodes | undefined,
  {x, y, axes = [0, 1], shown}: {x: Scale; y: Scale; axes?: Axes; shown?: ReadonlySet<number>}
): void {
  clearTimeout(coming.get(canvas));
  if (named === undefined) {
    memoryContext(canvas).clearRect(0, 0, canvas.width, canvas.height);
    names.selectChildren().remove();
    return;
  }
  shown ??= new Set(named.classes.keys());
  const style = getComputedStyle(canvas);
  const colors = named.classes.map((_, i) => style.getPropertyValue(`--class-${i}`));
  const dots = {...named, axes, shown};
  const place = {x: x.copy(), y: y.copy()};
  const mixed = setTimeout(() => {
    const image = dotImage(canvas, dots, place, colors);
    const drawn = setTimeout(() => memoryContext(canvas).putImageData(image, 0, 0));
    coming.set(canvas, drawn);
  });
  coming.set(canvas, mixed);
  nameClasses(names, named, {axes, shown, x, y});
}

/** Codes with their classes, as they are named on a plane. */
export interface NamedCodes {
  /** Row-major [count, latentSize]. */
  codes: Float32Array;
  /** The class of each code. */
  labels: Uint8Array;
  latentSize: number;
  /** What the classes are called. */
  classes: readonly string[];
}

const letterWidth = 7.5; // CSS pixels

/** Writes the name of each shown class at the median of its codes, and none over another. */
export function nameClasses(
  group: Drawing<SVGGElement>,
  {codes, labels, latentSize, classes}: NamedCodes,
  {axes, shown, x, y}: {axes: Axes; shown: ReadonlySet<number>; x: Scale; y: Scale}
): void {
  const classCount = classes.length;
  const medians = classMedians(codes, labels, {latentSize, classCount, axes});
  const visible = medians
    .map((at, i) => ({
      x: x(at[0]),
      y: y(at[1]),
      width: letterWidth * classes[i].length,
      text: classes[i]
    }))
    .filter((_, i) => shown.has(i));
  const ys = spreadLabels(visible);
  const texts = group.selectAll("text").data(visible).join("text");
  texts
    .attr("x", (label) => label.x)
    .attr("y", (_, i) => ys[i])
    .text(({text}) => text);
}

/** The two coordinates that a plane shows, counted from 0. */
export type Axes = readonly [across: number, up: number];

/**
 * Returns, for each class, the coordinate-wise median of its codes on two axes: where a label
 * stands in the crowd, and stays there whatever the outliers do. NaN for a class without codes.
 *
 * @param codes row-major [count, latentSize]
 * @param labels the class of each code, 0 … classCount − 1
 */
export function classMedians(
  codes: Float32Array,
  labels: Uint8Array,
  {latentSize, classCount, axes}: {latentSize: number; classCount: number; axes: Axes}
): [number, number][] {
  const members: number[][] = Array.from({length: classCount}, () => []);
  labels.forEach((label, i) => members[label].push(i * latentSize));
  const along = (rows: number[], axis: number) =>
    middle(Float32Array.from(rows, (row) => codes[row + axis]).toSorted());
  return members.map((rows) => [along(rows, axes[0]), along(rows, axes[1])]);
}

/** Returns the median of sorted numbers; a typed array sorts them much faster than d3 finds it. */
function middle(sorted: Float32Array): number {
  const half = sorted.length / 2;
  if (half === 0) return NaN;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** A label around a point, in CSS pixels. */
export interface Label {
  x: number;
  y: number;
  width: number;
}

/**
 * Returns the y of each label, moved down just as far as it takes not to cover a label above that
 * shares some of its width.
 *
 * @param lineHeight the least distance between two such labels, in CSS pixels; defaults to 13
 */
export function spreadLabels(labels: readonly Label[], {lineHeight = 13} = {}): number[] {
  const ys = labels.map(({y}) => y);
  const fromTheTop = labels.map((_, i) => i).toSorted((a, b) => labels[a].y - labels[b].y);
  const placed: number[] = [];
  for (const i of fromTheTop) {
    const sharesWidth = (other: number) =>
      Math.abs(labels[i].x - labels[other].x) < (labels[i].width + labels[other].width) / 2;
    // Those that are placed are looked at from the top, so one pass clears them all.
    for (const other of placed.filter(sharesWidth).toSorted((a, b) => ys[a] - ys[b])) {
      if (Math.abs(ys[i] - ys[other]) < lineHeight) ys[i] = ys[other] + lineHeight;
    }
    placed.push(i);
  }
  return ys;
}
