import {area, axisBottom, axisLeft, create, format, line, scaleLinear, scaleLog} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {powersWithin, tickText} from "../../components/curve-axes.js";
import {keepSizes} from "../../components/drawn-size.js";
import {appendImage} from "../../components/image-drawing.js";

/** A place on a curve: how far q is on its way, and a number > 0 there. */
type LandingPoint = readonly [share: number, value: number];

/** A quantity along the way of q. */
export interface LandingCurve {
  /** Its class, which gives it its color and its dashes. */
  className: string;
  name: string;
  points: readonly LandingPoint[];
  /** From where to where half of the images lie. */
  band?: readonly (readonly [share: number, low: number, high: number])[];
}

/** What a chart of a landing shows. */
export interface LandingDrawing {
  curves: readonly LandingCurve[];
  /** From where to where the upright axis reaches; what is below is not drawn. */
  reach: readonly [number, number];
  share: number;
  /** What a screen reader says. */
  label: string;
}

/** A quantity, on a logarithmic axis, over how far q is on its way. */
interface LandingChart extends HTMLElement {
  show(drawing: LandingDrawing): void;
}

const widths = {least: 280, most: 520};
/** CSS pixels; on a phone two charts and a table are to be in sight. */
const heights = {wide: 260, narrow: 190};
const narrow = 420;
const margin = {left: 56, right: 14, top: 12, bottom: 42};
const keyLength = 22;

/**
 * Returns an empty chart.
 *
 * @param level where a line is drawn across, if there is to be one
 */
export function landingChart({yLabel, level}: {yLabel: string; level?: number}): LandingChart {
  const root = create("div").attr("class", "landing-chart");
  const svg = appendImage(root, yLabel);
  keepSizes(svg.node()!);
  const x = scaleLinear([0, 1], [margin.left, 0]);
  const y = scaleLog();
  const {below, beside} = axisGroups(svg, {left: margin.left, bottom: 0});
  const label = (text: string) => svg.append("text").attr("class", "axis-label").text(text);
  const labels = {x: label("how far q is on its way"), y: label(yLabel)};
  const levelLine = svg.append("path").attr("class", "landing-level");
  const at = svg.append("path").attr("class", "log-at");
  const inside = svg.append("svg").attr("class", "panel");
  const key = svg.append("g").attr("class", "chart-pair-key");
  let [width, height] = [widths.most, heights.wide];
  let shown: LandingDrawing | undefined;

  const along = line<LandingPoint>(
    ([share]) => x(share),
    ([, value]) => y(value)
  );
  const between = area<readonly [number, number, number]>()
    .x(([share]) => x(share))
    .y0(([, low]) => y(low))
    .y1(([, , high]) => y(high));

  function show(drawing: LandingDrawing): void {
    shown = drawing;
    const {curves, reach, share} = drawing;
    const [right, floor] = [width - margin.right, height - margin.bottom];
    y.domain(reach);
    const axis = axisLeft(y).tickValues(powersWithin(reach)).tickSizeOuter(0);
    beside.call(axis.tickFormat((tick) => tickText(tick.valueOf())));
    levelLine.attr("d", level === undefined ? null : `M${margin.left},${y(level)}H${right}`);
    at.attr("d", `M${x(share)},${margin.top}V${floor}`);
    const drawn = (points: readonly LandingPoint[]) =>
      points.map(([place, value]) => [place, Math.max(value, reach[0] / 10)] as const);
    const groups = inside
      .selectAll<SVGGElement, LandingCurve>("g")
      .data(curves)
      .join((enter) => {
        const added = enter.append("g");
        added.append("path").attr("class", "chart-pair-band");
        added.append("path").attr("class", "chart-pair-line");
        return added;
      })
      .attr("class", ({className}) => `landing-curve ${className}`);
    groups.select(".chart-pair-band").attr("d", ({band = []}) => between([...band]));
    groups.select(".chart-pair-line").attr("d", ({points}) => along(drawn(points)));
    const rows = key
      .selectAll<SVGGElement, LandingCurve>("g")
      .data(curves)
      .join((enter) => {
        const added = enter.append("g");
        added.append("path").attr("class", "chart-pair-line").attr("d", `M0,-4h${keyLength}`);
        added.append("text").attr("x", keyLength + 8);
        return added;
      })
      .attr("class", ({className}) => `landing-curve ${className}`);
    rows.attr("transform", (_, i) => {
      return `translate(${margin.left + 12},${floor - 10 - 17 * (curves.length - 1 - i)})`;
    });
    rows.select("text").text(({name}) => name);
    svg.attr("aria-label", drawing.label);
  }

  onWidth(root.node()!, widths, (next) => {
    width = next;
    height = width < narrow ? heights.narrow : heights.wide;
    const [right, floor] = [width - margin.right, height - margin.bottom];
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    x.range([margin.left, right]);
    y.range([floor, margin.top]);
    const box = [margin.left, margin.top, right - margin.left, floor - margin.top] as const;
    inside.attr("x", box[0]).attr("y", box[1]).attr("width", box[2]).attr("height", box[3]);
    inside.attr("viewBox", box.join(" "));
    below.attr("transform", `translate(0,${floor})`);
    below.call(axisBottom(x).ticks(5, format(".1~f")).tickSizeOuter(0));
    labels.x.attr("x", (margin.left + right) / 2).attr("y", height - 6);
    labels.y.attr("transform", `translate(12,${(margin.top + floor) / 2}) rotate(-90)`);
    if (shown !== undefined) show(shown);
  });
  return Object.assign(root.node()!, {show});
}
