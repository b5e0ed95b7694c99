import {create, pointer, scaleLinear} from "d3";
import type {Drawing, Scale} from "./axes.js";
import {labelledAxes, svgBox} from "./axes.js";
import {intervalOf} from "./cell-partition.js";
import {canvasScale} from "./codes.js";
import {draggable} from "./drag.js";
import {giveData} from "./figure-data.js";

/** One cell of a grid, counted from 0: columns from the left, rows from the bottom. */
export interface Cell {
  column: number;
  row: number;
}

/** A square that is cut into cells, one of which is marked. */
export interface CellPanel {
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
export interface CellPanelOptions {
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
  const x = scaleLinear([0, 1], [left, side - right]);
  const y = scaleLinear([0, 1], [side - bottom, top]);
  const axesGroup = svg.append("g");
  const lines = svg.append("path").attr("class", "cell-lines");
  const layer = svg.append("g").attr("class", "cell-layer");
  const halo = svg.append("rect").attr("class", "cell-halo");
  const field = svgBox(svg, "field", x.range(), y.range());
  const marked = svg.append("rect").attr("class", "cell").attr("role", "slider");
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
