import type {ScaleLinear} from "d3";
import {area, axisBottom, axisLeft, create, format, line, scaleLinear, scaleLog} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {logTicks} from "../../components/curve-axes.js";
import {keepSizes} from "../../components/drawn-size.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationScale, unitLabel} from "../../components/information.js";
import {RUN_DRAWS, rungCounts} from "../../math/importance-ladder.js";

/** A quantity over the numbers of draws, one value a rung. */
interface LadderCurve {
  /** Its class, which gives it its color and its dashes. */
  className: string;
  name: string;
  values: readonly number[];
  /** How far its error reaches to either side, one a rung. */
  errors?: readonly number[];
}

/** What a chart of a ladder shows. */
export interface LadderDrawing {
  curves: readonly LadderCurve[];
  /** Single runs, one value a rung each, behind the curves. */
  runs?: readonly (readonly number[])[];
  /** A level that has a name. */
  ceiling?: {value: number; name: string};
  /** From where to where the upper axis reaches. */
  reach: readonly [number, number];
  /** The effective sample size, one a rung. */
  sizes: readonly number[];
  /** The rung where the reader is. */
  rung: number;
  /** What a screen reader says. */
  label: string;
}

/** Nats over the number of draws, and the effective sample size below. */
interface LadderChart extends HTMLElement {
  show(drawing: LadderDrawing): void;
}

/** Options for ladderChart. */
interface LadderChartOptions {
  /** Returns what the upper axis measures, in the unit shown. */
  yLabel: () => string;
  /** Whether the upper axis is logarithmic; the key then stands at its left, else at its right. */
  isLogarithmic: boolean;
}

const widths = {least: 280, most: 520};
/** CSS pixels: of the whole, and of the upper panel; on a phone two charts are to be in sight. */
const layouts = {
  wide: {height: 324, upper: [12, 198], lower: [220, 282]},
  narrow: {height: 208, upper: [10, 108], lower: [126, 170]}
} as const;
const narrow = 420;
const margin = {left: 68, right: 14};
const keyLength = 22;

/** Returns an empty chart. */
export function ladderChart({yLabel, isLogarithmic}: LadderChartOptions): LadderChart {
  const root = create("div").attr("class", "ladder-chart");
  const svg = appendImage(root, yLabel());
  keepSizes(svg.node()!);
  const x = scaleLog([1, RUN_DRAWS], [0, 1]);
  const y = isLogarithmic ? scaleLog() : scaleLinear();
  const size = scaleLog([1, RUN_DRAWS], [0, 1]);
  const {below, beside} = axisGroups(svg, {left: margin.left, bottom: 0});
  const besideLower = svg.append("g").attr("class", "axis");
  const label = (text: string) => svg.append("text").attr("class", "axis-label").text(text);
  const labels = {
    x: label("draws, K"),
    y: label("").call(unitLabel, yLabel),
    size: label("effective")
  };
  const inside = svg.append("svg").attr("class", "panel");
  const ideal = svg.append("path").attr("class", "ladder-ideal");
  const at = svg.append("path").attr("class", "log-at");
  const runs = inside.append("g").attr("class", "ladder-runs");
  const level = inside.append("path").attr("class", "ladder-ceiling");
  const levelName = svg.append("text").attr("class", "ladder-ceiling-name");
  const curves = inside.append("g");
  const sizes = svg.append("g").attr("class", "ladder-curve ladder-size");
  sizes.append("path");
  sizes.append("circle").attr("class", "log-mark").attr("r", 5);
  const key = svg.append("g").attr("class", "chart-pair-key");
  let layout: (typeof layouts)["wide" | "narrow"] = layouts.wide;
  let width = widths.most;
  let shown: LadderDrawing | undefined;

  const across = (values: readonly number[], up: (value: number) => number) =>
    line<number>(
      (_, i) => x(rungCounts[i]),
      (value) => up(value)
    )([...values]);

  const bandOf = area<readonly [low: number, high: number]>()
    .x((_, i) => x(rungCounts[i]))
    .y0(([low]) => y(low))
    .y1(([, high]) => y(high));

  /** Writes which line is which, where the curves leave room. */
  function placeKey(named: readonly LadderCurve[]): void {
    const rows = key.selectAll<SVGGElement, LadderCurve>("g").data(named);
    const row = rows.join((enter) => {
      const added = enter.append("g");
      added.append("path");
      added.append("text").attr("x", isLogarithmic ? keyLength + 8 : -keyLength - 8);
      return added;
    });
    row.attr("class", ({className}) => `ladder-curve ${className}`);
    const left = isLogarithmic ? margin.left + 12 : width - margin.right - 4;
    row.attr("transform", (_, i) => {
      return `translate(${left},${layout.upper[1] - 12 - 18 * (named.length - 1 - i)})`;
    });
    row.select("path").attr("class", "chart-pair-line");
    row.select("path").attr("d", `M0,-4h${isLogarithmic ? keyLength : -keyLength}`);
    row.select("text").text(({name}) => name);
  }

  function show(drawing: LadderDrawing): void {
    shown = drawing;
    const {ceiling, reach, rung} = drawing;
    const right = width - margin.right;
    y.domain(reach);
    const inUnit = informationScale(y as ScaleLinear<number, number>);
    const axis = axisLeft(inUnit).tickSizeOuter(0);
    if (isLogarithmic)
      axis
        .tickValues(logTicks(inUnit.domain() as [number, number]))
        .tickFormat((tick) => String(tick));
    else axis.ticks(5);
    beside.call(axis);
    runs
      .selectAll("path")
      .data(drawing.runs ?? [])
      .join("path")
      .attr("d", (values) => across(values, y));
    level.attr("d", ceiling === undefined ? null : `M${x(1)},${y(ceiling.value)}H${right}`);
    levelName.attr("visibility", ceiling === undefined ? "hidden" : null);
    levelName.text(ceiling?.name ?? "").attr("x", x(1) + 8);
    levelName.attr("y", ceiling === undefined ? 0 : y(ceiling.value) - 6);
    const groups = curves
      .selectAll<SVGGElement, LadderCurve>("g")
      .data(drawing.curves)
      .join((enter) => {
        const added = enter.append("g");
        added.append("path").attr("class", "chart-pair-band");
        added.append("path").attr("class", "chart-pair-line");
        added.append("circle").attr("class", "log-mark").attr("r", 5);
        return added;
      })
      .attr("class", ({className}) => `ladder-curve ${className}`);
    groups
      .select(".chart-pair-band")
      .attr("d", ({values, errors = []}) =>
        bandOf(errors.map((error, i) => [Math.max(reach[0], values[i] - error), values[i] + error]))
      );
    groups.select(".chart-pair-line").attr("d", ({values}) => across(values, y));
    groups
      .select("circle")
      .attr("cx", x(rungCounts[rung]))
      .attr("cy", ({values}) => y(values[rung]));
    sizes.select("path").attr("d", across(drawing.sizes, size));
    sizes.select("circle").attr("cx", x(rungCounts[rung])).attr("cy", size(drawing.sizes[rung]));
    at.attr("d", `M${x(rungCounts[rung])},${layout.upper[0]}V${layout.lower[1]}`);
    placeKey(drawing.curves);
    svg.attr("aria-label", drawing.label);
  }

  onWidth(root.node()!, widths, (next) => {
    width = next;
    layout = width < narrow ? layouts.narrow : layouts.wide;
    const {height, upper, lower} = layout;
    const right = width - margin.right;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    x.range([margin.left, right]);
    y.range([upper[1], upper[0]]);
    size.range([lower[1], lower[0]]);
    inside.attr("x", margin.left).attr("y", upper[0]);
    inside.attr("width", right - margin.left).attr("height", upper[1] - upper[0]);
    const view = [margin.left, upper[0], right - margin.left, upper[1] - upper[0]];
    inside.attr("viewBox", view.join(" "));
    below.attr("transform", `translate(0,${lower[1]})`);
    const powers = [1, 10, 100, 1000];
    below.call(axisBottom(x).tickValues(powers).tickFormat(format(",")).tickSizeOuter(0));
    besideLower.attr("transform", `translate(${margin.left},0)`);
    const sizeAxis = axisLeft(size).tickValues([1, 1000]).tickFormat(format(","));
    besideLower.call(sizeAxis.tickSizeOuter(0));
    ideal.attr("d", `M${x(1)},${size(1)}L${x(RUN_DRAWS)},${size(RUN_DRAWS)}`);
    labels.x.attr("x", (margin.left + right) / 2).attr("y", height - 6);
    const turned = (middle: number) => `translate(12,${middle}) rotate(-90)`;
    labels.y.attr("transform", turned((upper[0] + upper[1]) / 2));
    labels.size.attr("transform", turned((lower[0] + lower[1]) / 2));
    if (shown !== undefined) show(shown);
  });
  return Object.assign(root.node()!, {show});
}
