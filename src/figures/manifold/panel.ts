import {bisectRight, create, easeCubicInOut, pointer, scaleLinear} from "d3";
import type {Drawing, Scale} from "../../components/axes.js";
import {labelledAxes, svgBox} from "../../components/axes.js";
import {canvasScale} from "../../components/codes.js";
import {draggable} from "../../components/drag.js";
import {giveData} from "../../components/figure-data.js";
import {numberSlider} from "../../components/number-slider.js";
import type {Normal} from "../../math/normal.js";
import {keepSizes} from "../../components/drawn-size.js";
import {withValue} from "../../components/with-value.js";

/** One cell of a grid, counted from 0: columns from the left, rows from the bottom. */
export interface Cell {
  column: number;
  row: number;
}

/** A square that is cut into cells, one of which is marked. */
interface CellPanel {
  element: HTMLElement;
  /** What lies under the lines, of the size of the panel, at canvasScale pixels a CSS pixel. */
  canvas: HTMLCanvasElement;
  /** What lies over the lines. */
  layer: Drawing<SVGGElement>;
  x: Scale;
  y: Scale;
  /** Draws the lines between the cells, and the axes if there are any and they have changed. */
  draw(edges: readonly number[], domain: readonly [number, number]): void;
  /** Marks a cell, and says what a screen reader is to say of it. */
  mark(cell: Cell, text: string): void;
}

/** Options for cellPanel. */
interface CellPanelOptions {
  /** What a screen reader calls the panel. */
  label: string;
  /** What the axes measure, across and up; without it there are no axes, and the cells fill it. */
  axes?: readonly [string, string];
  /** The object that the axes measure: it gives them its color, and they light up with it. */
  symbol: "u" | "z" | "x";
  /** Called with the cell that the reader points at, drags to or taps. */
  point: (cell: Cell) => void;
  /** Called for the movement keys, with steps to the right and up. */
  step: (right: number, up: number) => void;
}

const side = 330; // CSS pixels
const margin = {left: 44, right: 6, top: 6, bottom: 42};

/** Returns a panel of the same scale in both directions, and the same cells. */
export function cellPanel({label, axes, symbol, point, step}: CellPanelOptions): CellPanel {
  const {left, right, top, bottom} = axes ? margin : {left: 0, right: 0, top: 0, bottom: 0};
  const stage = create("div").attr("class", `cell-panel of-${symbol}`);
  const canvas = stage.append("canvas").node()!;
  canvas.width = canvas.height = side * canvasScale;
  canvas.ariaHidden = "true";
  const svg = stage.append("svg").attr("viewBox", `0 0 ${side} ${side}`);
  keepSizes(svg.node()!);
  const x = scaleLinear([0, 1], [left, side - right]);
  const y = scaleLinear([0, 1], [side - bottom, top]);
  const axesGroup = svg.append("g");
  const lines = svg.append("path").attr("class", "cell-lines");
  const layer = svg.append("g").attr("class", "cell-layer");
  const halo = svg.append("rect").attr("class", "cell-halo");
  const field = svgBox(svg, "field", x.range(), y.range());
  const marked = svg.append("rect").attr("class", "marked-cell").attr("role", "slider");
  marked.attr("aria-label", label).attr("aria-roledescription", "cell of a grid");
  let edges: readonly number[] = [];
  let cell: Cell = {column: 0, row: 0};

  function cellAt(px: number, py: number): Cell | undefined {
    const column = intervalOf(edges, x.invert(px));
    const row = intervalOf(edges, y.invert(py));
    return column === undefined || row === undefined ? undefined : {column, row};
  }

  function pointAt(px: number, py: number): void {
    const found = cellAt(px, py);
    if (found !== undefined) point(found);
  }

  draggable(marked.node()!, {field: field.node()!, drag: pointAt, key: step});
  field.on("pointermove", (event: PointerEvent) => {
    if (event.pointerType === "mouse" && event.buttons === 0) pointAt(...pointer(event));
  });

  function draw(next: readonly number[], domain: readonly [number, number]): void {
    edges = next;
    if (axesGroup.selectChildren().empty() || x.domain().join() !== domain.join()) {
      x.domain(domain);
      y.domain(domain);
      axesGroup.selectChildren().remove();
      if (axes !== undefined) drawAxes(axes);
    }
    const [low, high] = [edges[0], edges[edges.length - 1]];
    const across = edges.map((edge) => `M${x(edge)},${y(low)}V${y(high)}`);
    const up = edges.map((edge) => `M${x(low)},${y(edge)}H${x(high)}`);
    lines.attr("d", [...across, ...up].join(""));
  }

  function drawAxes([across, up]: readonly [string, string]): void {
    const {xLabel, yLabel} = labelledAxes(axesGroup, x, y, {xTicks: 5, yTicks: 5});
    xLabel.text(across).classed("across", true).attr("data-term", symbol);
    yLabel.text(up).classed("up", true).attr("data-term", symbol);
  }

  function mark(next: Cell, text: string): void {
    cell = next;
    const [begin, end] = [x(edges[cell.column]), x(edges[cell.column + 1])];
    const [floor, ceiling] = [y(edges[cell.row]), y(edges[cell.row + 1])];
    for (const rect of [halo, marked]) {
      rect.attr("x", begin).attr("width", end - begin);
      rect.attr("y", ceiling).attr("height", floor - ceiling);
    }
    marked.attr("data-cell", `${cell.column},${cell.row}`);
    marked.attr("aria-valuemin", 0).attr("aria-valuemax", (edges.length - 1) ** 2 - 1);
    marked.attr("aria-valuenow", cell.row * (edges.length - 1) + cell.column);
    marked.attr("aria-valuetext", text);
  }

  if (symbol !== "x") {
    giveData(stage.node()!, `where the cells end, of ${symbol}`, () =>
      edges.map((value, i) => ({edge: i + 1, [symbol]: value}))
    );
  }
  return {element: stage.node()!, canvas, layer, x, y, draw, mark};
}

/** An input of a number from 0 to 1, with a name at each end. */
interface SpacingInput extends HTMLElement {
  /** Setting it says nothing. */
  value: number;
  /** Goes to an end by and by, or at once where the reader prefers reduced motion. */
  setValue(end: 0 | 1): void;
}

/** How long the way to an end takes, in milliseconds. */
const DURATION = 250;

/**
 * Returns a slider between two buttons, each of which goes all the way to its end. It begins at 1.
 *
 * @param ends the names of 0 and of 1
 */
export function spacingInput(label: string, ends: readonly [string, string]): SpacingInput {
  const root = create("div").attr("class", "spacing").attr("role", "group");
  root.attr("aria-label", label);
  const element = root.node()!;
  const slider = numberSlider(label, {
    range: [0, 1],
    step: 0.01,
    value: 1,
    text: (value) => value.toFixed(2)
  });
  let frame = 0;

  function set(value: number): void {
    slider.value = value;
    element.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function setValue(end: 0 | 1): void {
    cancelAnimationFrame(frame);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set(end);
    const [start, from] = [performance.now(), slider.value];
    const advance = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - start) / DURATION));
      set(from + (end - from) * easeCubicInOut(share));
      if (share < 1) frame = requestAnimationFrame(advance);
    };
    frame = requestAnimationFrame(advance);
  }

  const button = (end: 0 | 1) =>
    root
      .append("button")
      .attr("type", "button")
      .text(ends[end])
      .on("click", () => setValue(end));
  button(0);
  root.append(() => slider);
  button(1);
  // What the reader does with the slider himself comes to an end where he lets go of it.
  slider.addEventListener("input", () => cancelAnimationFrame(frame));
  return withValue(Object.assign(element, {setValue}), {
    get: () => slider.value,
    set(value: number) {
      cancelAnimationFrame(frame);
      slider.value = value;
    }
  });
}

/** Intervals on one axis, the same for the columns and the rows of a grid of n × n cells. */
export interface CellPartition {
  /** The n + 1 ends of the intervals, ascending, of u. */
  uEdges: number[];
  /** The same ends, of z: Φ⁻¹ of each. */
  zEdges: number[];
  /** The n places that are decoded, one in each interval, of u. */
  u: number[];
  /** The same places, of z. */
  z: number[];
}

/** Options for cellPartition. */
interface CellPartitionOptions {
  /** Where the first interval begins and the last one ends, of u; defaults to [0.05, 0.95]. */
  range?: readonly [number, number];
  /** 0 spaces the intervals evenly in z, 1 evenly in u, as the inverse CDF does; defaults to 1. */
  spacing?: number;
}

/**
 * Returns n intervals. With a spacing of 1 they hold equal shares of the prior, and the place that
 * is decoded is the middle of each by the prior’s own measure. Between 0 and 1 every end moves in
 * z along a straight line.
 *
 * @throws RangeError if n is not a positive integer
 */
export function cellPartition(
  n: number,
  {cdf, quantile}: Pick<Normal, "cdf" | "quantile">,
  {range: [low, high] = [0.05, 0.95], spacing = 1}: CellPartitionOptions = {}
): CellPartition {
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`invalid n: ${n}, expected n ≥ 1`);
  const [zLow, zHigh] = [quantile(low), quantile(high)];
  const zAt = (share: number) => {
    const even = zLow + (zHigh - zLow) * share;
    return even + spacing * (quantile(low + (high - low) * share) - even);
  };
  const zEdges = Array.from({length: n + 1}, (_, i) => zAt(i / n));
  const z = Array.from({length: n}, (_, i) => zAt((i + 0.5) / n));
  return {zEdges, z, uEdges: zEdges.map(cdf), u: z.map(cdf)};
}

/** Returns the interval that a value lies in, or undefined if it lies in none. */
export function intervalOf(edges: readonly number[], value: number): number | undefined {
  const i = bisectRight(edges, value) - 1;
  return i >= 0 && i < edges.length - 1 ? i : undefined;
}
