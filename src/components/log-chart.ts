import {axisBottom, axisLeft, create, line, scaleLog} from "d3";
import {axisGroups, onWidth} from "./axes.js";
import {logTicks, tickText} from "./curve-axes.js";
import {keepSizes} from "./drawn-size.js";
import {giveData} from "./figure-data.js";
import {appendImage} from "./image-drawing.js";

/** A place of the chart, both numbers > 0. */
type LogPoint = readonly [x: number, y: number];

/** A quantity over another one. */
export interface LogCurve {
  /** Its class, which gives it its color and its dashes. */
  className: string;
  /** What stands beside it; nothing, if it is left out. */
  name?: string;
  /** The place on it where its name stands, and on which side; the first one, below, by default. */
  nameAt?: {index: number; side: "above" | "below"};
  points: readonly LogPoint[];
  /** The same as it was measured, if it was. */
  dots?: readonly LogPoint[];
  /** The place on it that the reader has set, if it has one. */
  mark?: LogPoint;
}

/** What the chart shows. */
interface LogDrawing {
  curves: readonly LogCurve[];
  /** From where to where the vertical axis reaches. */
  reach: readonly [number, number];
  /** Where the reader is, on the horizontal axis. */
  at: number;
  /** What a screen reader says. */
  label: string;
}

/** A chart whose axes are both logarithmic: a power of x is a straight line. */
interface LogChart extends HTMLElement {
  show(drawing: LogDrawing): void;
}

/** What the axes are called, and the numbers of the horizontal one, the ends among them. */
interface LogChartOptions {
  xLabel: string;
  yLabel: string;
  xTicks: readonly number[];
  /** What both quantities are called in a table. */
  columns: readonly [x: string, y: string];
}

const widths = {least: 280, most: 560};
const height = 280; // CSS pixels
const margin = {left: 56, right: 14, top: 14, bottom: 42};

/** Returns an empty chart. */
export function logChart({xLabel, yLabel, xTicks, columns}: LogChartOptions): LogChart {
  const element = create("div").attr("class", "log-chart");
  const svg = appendImage(element, `${yLabel} over ${xLabel}`);
  keepSizes(svg.node()!);
  const floor = height - margin.bottom;
  const x = scaleLog([xTicks[0], xTicks.at(-1)!], [0, 1]);
  const y = scaleLog([1, 10], [floor, margin.top]);
  const {below, beside} = axisGroups(svg, {left: margin.left, bottom: floor});
  const xName = svg
    .append("text")
    .attr("class", "axis-label")
    .attr("y", height - 6);
  xName.text(xLabel);
  const yName = svg.append("text").attr("class", "axis-label").text(yLabel);
  yName.attr("transform", `translate(12,${(floor + margin.top) / 2}) rotate(-90)`);
  const at = svg.append("path").attr("class", "log-at");
  const lines = svg.append("g");
  const names = svg.append("g");
  let shown: LogDrawing | undefined;

  function show(drawing: LogDrawing): void {
    shown = drawing;
    y.domain(drawing.reach);
    below.call(axisBottom(x).tickValues(xTicks).tickFormat(String).tickSizeOuter(0));
    const axis = axisLeft(y).tickValues(logTicks(drawing.reach)).tickSizeOuter(0);
    beside.call(axis.tickFormat((value) => tickText(value.valueOf())));
    xName.attr("x", (x.range()[0] + x.range()[1]) / 2);
    at.attr("d", `M${x(drawing.at)},${floor}V${margin.top}`);
    const path = line<LogPoint>(
      ([px]) => x(px),
      ([, py]) => y(py)
    );
    const groups = lines
      .selectAll<SVGGElement, LogCurve>("g")
      .data(drawing.curves)
      .join((enter) => {
        const added = enter.append("g");
        added.append("path");
        return added;
      })
      .attr("class", ({className}) => `log-curve ${className}`);
    groups.select("path").attr("d", ({points}) => path([...points]));
    for (const [kind, radius] of [
      ["dot", 3.5],
      ["mark", 6]
    ] as const) {
      groups
        .selectAll(`.log-${kind}`)
        .data(({dots = [], mark}) => (kind === "dot" ? dots : mark === undefined ? [] : [mark]))
        .join("circle")
        .attr("class", `log-${kind}`)
        .attr("r", radius)
        .attr("cx", ([px]) => x(px))
        .attr("cy", ([, py]) => y(py));
    }
    names
      .selectAll<SVGTextElement, LogCurve>("text")
      .data(drawing.curves.filter(({name}) => name !== undefined))
      .join("text")
      .attr("class", ({className}) => `log-name ${className}`)
      .text(({name}) => name!)
      .each(function ({points, nameAt = {index: 0, side: "below"}}) {
        const [px, py] = points[nameAt.index];
        const isAbove = nameAt.side === "above";
        this.setAttribute("x", String(x(px) + (isAbove ? -8 : 8)));
        this.setAttribute("y", String(y(py) + (isAbove ? -8 : 18)));
        this.setAttribute("text-anchor", isAbove ? "end" : "start");
      });
    svg.attr("aria-label", drawing.label);
  }

  onWidth(element.node()!, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    x.range([margin.left, width - margin.right]);
    if (shown !== undefined) show(shown);
  });
  const rows = (of: (curve: LogCurve) => readonly LogPoint[] | undefined) =>
    (shown?.curves ?? []).flatMap((curve) =>
      (of(curve) ?? []).map(([px, py]) => ({
        curve: curve.name ?? "both",
        [columns[0]]: px,
        [columns[1]]: py
      }))
    );
  giveData(element.node()!, `${yLabel}, exact`, () => rows(({points}) => points));
  giveData(element.node()!, `${yLabel}, measured`, () => rows(({dots}) => dots));
  return Object.assign(element.node()!, {show});
}
