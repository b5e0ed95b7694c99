import {axisBottom, axisLeft, create, format, scaleLog} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {logTicks, tickText} from "../../components/curve-axes.js";
import {keepSizes} from "../../components/drawn-size.js";
import {giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";

/** The spectrum of data, and the noise variance across it. */
interface SpectrumChart extends HTMLElement {
  /** @param variance s² */
  show(variance: number): void;
}

/** A s² that has a name. */
export interface NamedVariance {
  name: string;
  variance: number;
}

const widths = {least: 280, most: 600};
/** CSS pixels, and on a phone, where the draws and the table are to be in sight too. */
const heights = {wide: 360, narrow: 280};
const narrow = 420;
const margin = {left: 56, right: 14, top: 10, bottom: 42};
const reach = [0.01, 1000] as const; // of eigenvalues and of s²
const threeDigits = format(".3~r");

/**
 * Returns a chart of eigenvalues by their rank, both on logarithmic axes.
 *
 * @param values the largest first
 * @param named thin lines that stay
 */
export function spectrumChart(
  values: readonly number[],
  named: readonly NamedVariance[]
): SpectrumChart {
  const root = create("div").attr("class", "spectrum-chart");
  const svg = appendImage(root, "eigenvalues by their rank");
  keepSizes(svg.node()!);
  const x = scaleLog([1, values.length], [margin.left, 0]);
  const y = scaleLog(reach, [0, margin.top]);
  const {below, beside} = axisGroups(svg, {left: margin.left, bottom: 0});
  const name = (text: string) => svg.append("text").attr("class", "axis-label").text(text);
  const names = {x: name("direction, by eigenvalue"), y: name("eigenvalue λ, and s²")};
  const stems = svg.append("path").attr("class", "spectrum-stems of-z");
  const dots = {
    dead: svg.append("path").attr("class", "spectrum-dots"),
    live: svg.append("path").attr("class", "spectrum-dots live of-z")
  };
  const marks = named.map(({name: title, variance}) => {
    const group = svg.append("g").attr("class", "spectrum-named");
    const text = group.append("text").text(`${title}: s² = ${threeDigits(variance)}`);
    return {line: group.append("path"), text, variance};
  });
  const level = svg.append("path").attr("class", "spectrum-level");
  let width = widths.most;
  let shown: number | undefined;

  function show(variance: number): void {
    shown = variance;
    const live = values.filter((value) => value > variance).length;
    const place = (value: number, i: number) =>
      value < reach[0] ? "" : `M${x(i + 1).toFixed(1)},${y(value).toFixed(1)}h0`;
    dots.live.attr("d", values.slice(0, live).map(place).join(""));
    dots.dead.attr(
      "d",
      values
        .slice(live)
        .map((value, i) => place(value, live + i))
        .join("")
    );
    const stem = (value: number, i: number) => `M${x(i + 1)},${y(value)}V${y(variance)}`;
    stems.attr("d", values.slice(0, live).map(stem).join(""));
    level.attr("d", `M${margin.left},${y(variance)}H${width - margin.right}`);
    svg.attr(
      "aria-label",
      `the eigenvalues of the covariance of the pixels; ${live} of them exceed s²`
    );
  }

  onWidth(root.node()!, widths, (next) => {
    width = next;
    const height = width < narrow ? heights.narrow : heights.wide;
    const [right, floor] = [width - margin.right, height - margin.bottom];
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    x.range([margin.left, right]);
    y.range([floor, margin.top]);
    beside.call(
      axisLeft(y)
        .tickValues(logTicks(reach))
        .tickFormat((value) => tickText(value.valueOf()))
        .tickSizeOuter(0)
    );
    below.attr("transform", `translate(0,${floor})`);
    below.call(
      axisBottom(x)
        .tickValues([1, 10, 100, values.length])
        .tickFormat((value) => String(value))
        .tickSizeOuter(0)
    );
    names.x.attr("x", (margin.left + right) / 2).attr("y", height - 6);
    names.y.attr("transform", `translate(12,${(floor + margin.top) / 2}) rotate(-90)`);
    for (const {line, text, variance} of marks) {
      line.attr("d", `M${margin.left},${y(variance)}H${right}`);
      text.attr("x", right).attr("y", y(variance) - 5);
    }
    if (shown !== undefined) show(shown);
  });
  giveData(root.node()!, "the spectrum", () =>
    values.map((value, i) => ({
      direction: i + 1,
      eigenvalue: value,
      is_live: value > (shown ?? Infinity) ? "yes" : "no"
    }))
  );
  return Object.assign(root.node()!, {show});
}
