import type {ScaleLinear} from "d3";
import {axisBottom, create, scaleLinear} from "d3";
import type {Drawing} from "../../components/axes.js";
import {onWidth} from "../../components/axes.js";
import {giveData} from "../../components/figure-data.js";
import {drawHistogram} from "../../components/histogram.js";
import {appendImage} from "../../components/image-drawing.js";

/** The estimates that one of the two histograms shows. */
export interface HistogramData {
  /** Its name, with what matters about it. */
  name: string;
  values: ArrayLike<number>;
  /** Where the axis begins and ends. */
  domain: readonly [number, number];
}

/** What the pair shows. */
export interface HistogramPairData {
  score: HistogramData;
  pathwise: HistogramData;
  /** What both estimate; undefined as long as it is not known. */
  exact: number | undefined;
  /** What the axes measure. */
  label: string;
}

/** Two histograms of estimates of one number, each on an axis of its own. */
export interface HistogramPair extends HTMLElement {
  show(data: HistogramPairData): void;
}

const frame = {height: 428, left: 12, margin: 12};
const widths = {least: 300, most: 540};
const rows = {score: {floor: 142, height: 104}, pathwise: {floor: 366, height: 104}};
const ticksHeight = 24;

/** One histogram of the pair. */
interface Row {
  place: {floor: number; height: number};
  x: ScaleLinear<number, number>;
  bars: Drawing<SVGPathElement>;
  axis: Drawing<SVGGElement>;
  title: Drawing<SVGTextElement>;
  beyond: Drawing<SVGTextElement>;
  exact: Drawing<SVGPathElement>;
  last: Drawing<SVGPathElement>;
}

/**
 * Returns two histograms, one below the other. Where the lower axis is a small part of the upper
 * one, lines show which: the widths of the two can differ by a hundred times.
 */
export function histogramPair(): HistogramPair {
  const element = create("div").attr("class", "histogram-pair");
  const svg = appendImage(element, "histograms of estimates of the gradient");
  const zoom = svg.append("path").attr("class", "zoom");
  const drawn = {score: row("score"), pathwise: row("pathwise")};
  const label = svg.append("text").attr("class", "axis-label");
  label.attr("y", frame.height - 22);
  let right: number = widths.most - frame.margin;
  let present: HistogramPairData | undefined;
  giveData(element.node()!, "estimates of the gradient", () => {
    const {pathwise, score, exact} = present ?? {};
    return Array.from(pathwise?.values ?? [], (value, i) => ({
      estimate: i + 1,
      pathwise: value,
      score_function: score!.values[i],
      exact
    }));
  });

  function row(name: keyof typeof rows): Row {
    const group = svg.append("g").attr("class", `histogram ${name}`).attr("data-term", name);
    const {floor, height} = rows[name];
    const axis = group.append("g").attr("class", "axis").attr("transform", `translate(0,${floor})`);
    const title = group.append("text").attr("class", "histogram-name");
    title.attr("x", frame.left).attr("y", floor - height - 20);
    const beyond = group.append("text").attr("class", "note");
    beyond.attr("y", floor - height - 4); // a line below the name, which it would meet on a phone
    return {
      place: rows[name],
      x: scaleLinear(),
      bars: group.append("path").attr("class", "bars"),
      axis,
      title,
      beyond,
      exact: group.append("path").attr("class", "exact"),
      last: group.append("path").attr("class", "last")
    };
  }

  function showRow(one: Row, {name, values, domain}: HistogramData, exact: number | undefined) {
    const {floor, height} = one.place;
    one.x.domain(domain).range([frame.left, right]);
    one.beyond.attr("x", right);
    const outside = drawHistogram(one.bars, values, one.x, one.place);
    one.axis.call(
      axisBottom(one.x)
        .ticks(right / 90)
        .tickSizeOuter(0)
    );
    one.title.text(name);
    one.beyond.text(outside === 0 ? "" : `${outside} beyond the axis`);
    const isInside = (value: number | undefined): value is number =>
      value !== undefined && value >= domain[0] && value <= domain[1];
    one.exact.attr("d", isInside(exact) ? `M${one.x(exact)},${floor}v${-height - 10}` : null);
    const last = values.length === 0 ? undefined : values[values.length - 1];
    one.last.attr("d", isInside(last) ? `M${one.x(last)},${floor}l-5,9h10Z` : null);
  }

  function show(data: HistogramPairData): void {
    present = data;
    const {score, pathwise, exact, label: text} = data;
    showRow(drawn.score, score, exact);
    showRow(drawn.pathwise, pathwise, exact);
    const [top, bottom] = [rows.score.floor, rows.pathwise.floor];
    const [low, high] = pathwise.domain.map((value) =>
      Math.min(Math.max(drawn.score.x(value), frame.left), right)
    );
    const shoulder = bottom - rows.pathwise.height - 44;
    zoom.attr(
      "d",
      `M${low},${top}V${top + ticksHeight}L${frame.left},${shoulder}V${bottom}` +
        `H${right}V${shoulder}L${high},${top + ticksHeight}V${top}Z`
    );
    label.attr("x", (frame.left + right) / 2).text(text);
    svg.attr(
      "aria-label",
      `histograms of ${score.values.length} estimates each: ${score.name}; ${pathwise.name}`
    );
  }

  onWidth(element.node()!, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    right = width - frame.margin;
    if (present !== undefined) show(present);
  });
  return Object.assign(element.node()!, {show});
}
