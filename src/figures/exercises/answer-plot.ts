import {axisBottom, axisLeft, create, extent, format, line, scaleLinear} from "d3";
import {axisGroups, onWidth} from "../../components/axes.js";
import {appendImage} from "../../components/image-drawing.js";
import type {AnswerPoints, AnswerPlace} from "./answer-points.js";
import type {Verdict} from "./exercise.js";

/** Options for answerPlot. */
interface AnswerPlotOptions {
  /** What the axes measure. */
  xName: string;
  yName: string;
  /** Join what is right by a line; defaults to false, dots. */
  isCurve?: boolean;
  /** Name every whole number of the horizontal axis alone; defaults to false. */
  isCounted?: boolean;
}

const frame = {left: 56, margin: 12, top: 26, bottom: 216, height: 262};
const widths = {least: 300, most: 560};

/** Returns a drawing of what is right, and of what the reader’s function gives, as open circles. */
export function answerPlot(
  {right, yours}: AnswerPoints,
  {xName, yName, isCurve = false, isCounted = false}: AnswerPlotOptions
): HTMLElement {
  const figure = create("figure").attr("class", "answer-plot");
  const svg = appendImage(figure, `${yName} by ${xName}: yours beside what is right`);
  const all = [...right, ...yours];
  const x = scaleLinear().domain(padded(all, 0));
  const y = scaleLinear().domain(padded(all, 1)).range([frame.bottom, frame.top]);
  const {below, beside} = axisGroups(svg, frame);
  svg.append("text").attr("class", "axis-name").attr("x", 0).attr("y", 11).text(yName);
  const under = svg
    .append("text")
    .attr("class", "axis-label")
    .attr("y", frame.height - 10);
  under.text(xName);
  const curve = svg.append("path").attr("class", "right-curve");
  const dots = svg.append("g").attr("class", "right-dots");
  const rings = svg.append("g").attr("class", "your-rings");

  onWidth(figure.node()!, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    x.range([frame.left, width - frame.margin]);
    const ticks = axisBottom(x)
      .ticks(isCounted ? right.length : 6)
      .tickSizeOuter(0);
    below.call(isCounted ? ticks.tickFormat(format("d")) : ticks);
    beside.call(axisLeft(y).ticks(5).tickSizeOuter(0));
    under.attr("x", (frame.left + width) / 2);
    const path = line<AnswerPlace>(
      ([px]) => x(px),
      ([, py]) => y(py)
    );
    if (isCurve) curve.attr("d", path(right));
    for (const [group, places, radius] of [
      [dots, isCurve ? [] : right, 2.5],
      [rings, yours, 4.5]
    ] as const) {
      group
        .selectAll("circle")
        .data(places)
        .join("circle")
        .attr("r", radius)
        .attr("cx", ([px]) => x(px))
        .attr("cy", ([, py]) => y(py));
    }
  });
  const rightMark = isCurve ? "line" : "dots";
  figure.append("figcaption").text(`${rightMark}: what is right · open circles: yours`);
  return figure.node()!;
}

/** Returns from where to where some places go along an axis, and a little more. */
function padded(places: readonly AnswerPlace[], axis: 0 | 1): [number, number] {
  const [low, high] = extent(places, (place) => place[axis]) as [number, number];
  const room = 0.05 * (high - low || 1);
  return [low - room, high + room];
}

/** Returns what a check says of an answer, as a line that screen readers hear. */
export function verdictLine({isRight, sentence}: Verdict): HTMLElement {
  const answerLine = document.createElement("p");
  answerLine.className = isRight ? "verdict right" : "verdict";
  answerLine.role = "status";
  const mark = document.createElement("b");
  mark.textContent = isRight ? "✓ " : "Not yet. ";
  answerLine.append(mark, sentence);
  return answerLine;
}
