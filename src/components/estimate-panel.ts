import type {ScaleContinuousNumeric} from "d3";
import {line} from "d3";
import type {Drawing} from "./axes.js";
import {svgBox} from "./axes.js";

/** A scale of numbers, linear or logarithmic. */
type NumberScale = ScaleContinuousNumeric<number, number>;

/** One panel of a chart of what the first l draws say. */
export interface EstimatePanel {
  /** Where pointing counts. */
  field: SVGRectElement;
  /** Draws a line for each run, the first one boldly, over the draws from 1. */
  draw(runs: readonly ArrayLike<number>[], x: NumberScale, y: NumberScale): void;
  /** Draws a horizontal line with its name. */
  level(value: number, y: NumberScale, name: string): void;
  /** Draws where y = x, with its name. */
  ideal(x: NumberScale, y: NumberScale, name: string): void;
}

const places = 240; // of a line: on a logarithmic axis more would not be seen

/** Returns a panel in a part of a drawing; what is outside of it is cut off. */
export function estimatePanel(
  svg: Drawing<SVGSVGElement>,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number]
): EstimatePanel {
  const field = svgBox(svg, "field", [left, right], [bottom, top]);
  const inside = svg.append("svg").attr("class", "panel").attr("x", left).attr("y", top);
  const [width, height] = [right - left, bottom - top];
  inside.attr("width", width).attr("height", height);
  inside.attr("viewBox", `${left} ${top} ${width} ${height}`);
  const lines = inside.append("g");
  const levelLine = inside.append("path").attr("class", "exact");
  const levelName = inside
    .append("text")
    .attr("class", "exact-name")
    .attr("x", right - 6);

  function draw(runs: readonly ArrayLike<number>[], x: NumberScale, y: NumberScale): void {
    // The first run lies over the others.
    const fromTheLast = runs.map((values, i) => ({values, isFirst: i === 0})).toReversed();
    const paths = lines.selectAll("path").data(fromTheLast).join("path");
    paths.attr("class", ({isFirst}) => (isFirst ? "run" : "run faint"));
    paths.attr("d", ({values}) => {
      const curve = line<number>(
        (l) => x(l),
        (l) => y(values[l - 1])
      );
      return curve(drawNumbers(values.length));
    });
  }

  function level(value: number, y: NumberScale, name: string): void {
    levelLine.attr("d", `M${left},${y(value)}H${right}`);
    levelName.attr("y", y(value) - 6).text(name);
  }

  function ideal(x: NumberScale, y: NumberScale, name: string): void {
    const most = y.domain()[1];
    const group = inside.insert("g", "g").attr("class", "ideal");
    group.append("path").attr("d", `M${x(1)},${y(1)}L${x(most)},${y(most)}`);
    group
      .append("text")
      .attr("x", x(most) + 6)
      .attr("y", y(most) + 14)
      .text(name);
  }

  return {field: field.node()!, draw, level, ideal};
}

/** Returns numbers of draws from 1 to count, about evenly spaced on a logarithmic axis. */
function drawNumbers(count: number): number[] {
  const at = (i: number) => Math.round(count ** (i / (places - 1)));
  return count === 0 ? [] : [...new Set(Array.from({length: places}, (_, i) => at(i)))];
}
