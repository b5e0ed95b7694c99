import {axisBottom, axisLeft, create, extent, line, scaleLinear} from "d3";
import {followUnit, shownUnit} from "../state/unit.js";
import {axisGroups, onWidth} from "./axes.js";
import {keepSizes} from "./drawn-size.js";
import {giveData} from "./figure-data.js";
import {appendImage} from "./image-drawing.js";
import {informationFormat, informationScale, unitLabel} from "./information.js";

/** One quantity after each step. */
interface StepCurve {
  /** What stands at its end. */
  name: string;
  className: string;
  /** After 0, 1, 2 … steps; NaN where it is not known. */
  values: readonly number[];
}

/** A chart of quantities in nats over the steps of an ascent. */
interface StepChart extends HTMLElement {
  /** Draws the curves; the axis has room for at least some steps. */
  show(curves: readonly StepCurve[], leastSteps?: number): void;
}

const height = 170; // CSS pixels
const margin = {left: 66, right: 62, top: 10, bottom: 40};
const widths = {least: 260, most: 520};
/** From the worst to the best value is drawn; the first steps may be far worse and are cut off. */
const SHOWN = 60; // nats
const twoDecimals = informationFormat(".2f");

/**
 * Returns an empty chart.
 *
 * @param xLabel what is counted
 * @param options.most how wide it becomes, in CSS pixels
 */
export function stepChart(xLabel: string, {most = widths.most} = {}): StepChart {
  const element = create("div").attr("class", "step-chart");
  const svg = appendImage(element, `${shownUnit()} per image over ${xLabel}`);
  keepSizes(svg.node()!);
  const [x, y] = [scaleLinear(), scaleLinear([height - margin.bottom, margin.top])];
  const {below, beside} = axisGroups(svg, {left: margin.left, bottom: height - margin.bottom});
  const pane = svg.append("svg").style("overflow", "hidden");
  const names = svg.append("g");
  const label = svg
    .append("text")
    .attr("class", "axis-label")
    .attr("y", height - 6)
    .text(xLabel);
  const unit = svg
    .append("text")
    .attr("class", "axis-label")
    .call(unitLabel, () => `${shownUnit()} per image`);
  unit.attr("transform", `translate(12,${(height - margin.bottom + margin.top) / 2}) rotate(-90)`);
  let width: number = most;
  let present: Parameters<StepChart["show"]> | undefined;

  function show(...given: Parameters<StepChart["show"]>): void {
    present = given;
    const [curves, leastSteps = 10] = given;
    const all = curves.flatMap(({values}) => values).filter((value) => !Number.isNaN(value));
    const [worst, best] = extent(all) as [number, number];
    const longest = Math.max(...curves.map(({values}) => values.length - 1));
    x.domain([0, Math.max(leastSteps, longest)]).range([margin.left, width - margin.right]);
    y.domain([Math.max(worst, best - SHOWN), best]).nice(4);
    const box = {x: margin.left, y: margin.top, width: width - margin.left - margin.right};
    const tall = height - margin.top - margin.bottom;
    pane.attr("x", box.x).attr("y", box.y).attr("width", box.width).attr("height", tall);
    pane.attr("viewBox", `${box.x} ${box.y} ${box.width} ${tall}`);
    below.call(
      axisBottom(x)
        .ticks(width / 90)
        .tickSizeOuter(0)
    );
    beside.call(axisLeft(informationScale(y)).ticks(4).tickSizeOuter(0));
    label.attr("x", (margin.left + width - margin.right) / 2);
    pane
      .selectAll("path")
      .data(curves)
      .join("path")
      .attr("class", ({className}) => `step-curve ${className}`)
      .attr("d", ({values}) =>
        line<number>(
          (_, i) => x(i),
          (value) => y(value)
        ).defined((value) => !Number.isNaN(value))(values)
      );
    const ends = curves.map(({name, className, values}) => {
      const last = values.findLastIndex((value) => !Number.isNaN(value));
      return {name, className, at: x(last), level: Math.min(y(values[last]), y.range()[0])};
    });
    // Names that would meet stand above and below each other.
    ends.sort((a, b) => a.level - b.level);
    ends.forEach((end, i) => {
      if (i > 0) end.level = Math.max(end.level, ends[i - 1].level + 15);
    });
    names
      .selectAll("text")
      .data(ends)
      .join("text")
      .attr("class", ({className}) => `step-name ${className}`)
      .attr("x", ({at}) => at + 6)
      .attr("y", ({level}) => level + 4)
      .text(({name}) => name);
    const said = curves.map(({name, values}) => `${name} ${twoDecimals(values.at(-1)!)}`);
    svg.attr("aria-label", `after ${longest} steps: ${said.join(", ")} ${shownUnit()} per image`);
  }

  followUnit(element.node()!, () => {
    if (present !== undefined) show(...present);
  });
  onWidth(element.node()!, {least: widths.least, most}, (next) => {
    width = next;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    if (present !== undefined) show(...present);
  });
  giveData(element.node()!, "the ascent", () => {
    const curves = present?.[0] ?? [];
    return Array.from(curves[0]?.values ?? [], (_, i) => ({
      step: i,
      ...Object.fromEntries(curves.map(({name, values}) => [`${name}_nats`, values[i]]))
    }));
  });
  return Object.assign(element.node()!, {show});
}
