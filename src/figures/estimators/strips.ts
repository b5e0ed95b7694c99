import {axisBottom, create, extent, scaleLinear} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {threeDigits} from "../../components/histogram.js";
import {appendImage} from "../../components/image-drawing.js";
import {informationScale} from "../../components/information.js";
import {sampleMoments} from "../../math/moments.js";
import {inShownUnit} from "../../state/unit.js";

/** The estimates of one estimator. */
export interface Strip {
  /** Its name, such as “(6)”. */
  name: string;
  /** The class of its dots. */
  className: string;
  values: ArrayLike<number>;
}

/** Single estimates of one quantity as dots: a line of them for each estimator, on one axis. */
export interface Strips extends HTMLElement {
  /**
   * Draws the estimates.
   *
   * @param mean what they are estimates of, as well as it is known
   * @param label what the axis measures
   * @param inUnit whether it is drawn in the unit of information that is shown; gradients are not
   */
  show(strips: readonly Strip[], mean: number, label: string, inUnit?: boolean): void;
}

const frame = {left: 40, right: 70, top: 6, row: 32, axis: 42};
const widths = {least: 280, most: 520};
const radius = 2;
/** Dots of one line lie at different heights: the golden ratio spreads them evenly. */
const GOLDEN = 0.618034;
const spread = 22; // CSS pixels

/**
 * Returns an empty panel.
 *
 * @param name what the estimates are of, as files of numbers call it
 * @param rows how many lines there are
 */
export function estimateStrips(name: string, rows: number): Strips {
  const element = create("div").attr("class", "estimate-strips");
  const svg = appendImage(element, `estimates: ${name}`);
  const bottom = frame.top + rows * frame.row;
  const height = bottom + frame.axis;
  const x = scaleLinear();
  const {below, beside} = axisGroups(svg, {left: frame.left, bottom});
  beside.remove();
  const lines = svg.append("g");
  const level = svg.append("path").attr("class", "estimate-mean");
  const label = svg
    .append("text")
    .attr("class", "axis-label")
    .attr("y", height - 6);
  let width: number = widths.most;
  let present: Parameters<Strips["show"]> | undefined;

  function show(...values: Parameters<Strips["show"]>): void {
    present = values;
    const [strips, mean, text, inUnit = false] = values;
    const shown = (value: number) => (inUnit ? inShownUnit(value) : value);
    const reach = extent([mean, ...strips.flatMap((strip) => Array.from(strip.values))]);
    const [low, high] = reach as [number, number];
    x.domain(low < high ? [low, high] : [low - 1, high + 1])
      .range([frame.left, width - frame.right])
      .nice(5);
    below.call(
      axisBottom(inUnit ? informationScale(x) : x)
        .ticks(width / 80)
        .tickSizeOuter(0)
    );
    level.attr("d", `M${x(mean)},${frame.top}V${bottom}`);
    label.attr("x", (frame.left + width - frame.right) / 2).text(text);
    const groups = lines.selectAll("g").data(strips).join("g");
    groups.attr("class", ({className}) => `estimate-strip ${className}`);
    groups.attr("transform", (_, i) => `translate(0,${frame.top + (i + 0.5) * frame.row})`);
    groups
      .selectAll("circle")
      .data(({values: all}) => Array.from(all))
      .join("circle")
      .attr("r", radius)
      .attr("cx", (value) => x(value))
      .attr("cy", (_, i) => spread * (((i * GOLDEN) % 1) - 0.5));
    const names = groups
      .selectAll(".estimate-name")
      .data(({name: each}) => [each])
      .join("text");
    names.attr("class", "estimate-name").attr("y", 4).text(String);
    const deviation = groups
      .selectAll(".estimate-deviation")
      .data(({values: all}) => [Math.sqrt(sampleMoments(all).variance)])
      .join("text");
    deviation
      .attr("class", "estimate-deviation")
      .attr("x", width - frame.right + 10)
      .attr("y", 4);
    deviation.text((value) => `sd ${threeDigits(shown(value))}`);
    const all = strips.map(({name: each, values: of}) => {
      return `${each} ${threeDigits(shown(Math.sqrt(sampleMoments(of).variance)))}`;
    });
    svg.attr("aria-label", `estimates: ${text}; standard deviations: ${all.join(", ")}`);
  }

  onWidth(element.node()!, widths, (next) => {
    width = next;
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    if (present !== undefined) show(...present);
  });
  giveData(element.node()!, name, () => {
    const [strips, mean] = present ?? [[], NaN];
    return Array.from(strips[0]?.values ?? [], (_, i) => ({
      draw: i + 1,
      ...Object.fromEntries(strips.map(({name: each, values}) => [each, values[i]])),
      mean
    }));
  });
  return Object.assign(element.node()!, {show});
}
