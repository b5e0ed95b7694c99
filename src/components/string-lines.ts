import type {Drawing, Scale} from "./axes.js";
import type {StringPoint} from "./string-state.js";

/** What happens to the draws when q moves: they move along, or they stay and count otherwise. */
export type StringStyle = "moves" | "weighs";

/** Where the strings are fastened, in CSS pixels. */
export interface StringLayout {
  x: Scale;
  y: Scale;
  ofEpsilon: Scale;
  epsilonLine: number;
  zLine: number;
  /** The part of the drawing that f may take. */
  plot: {top: number; bottom: number};
  style: StringStyle;
  /** How many of the points, from the first, make up the estimate. */
  lit: number;
}

const tangent = 18; // half the length of a tangent, in CSS pixels
const heaviest = 6; // the weight at which a string stops growing

/** Draws each point as a string from ε to z, a drop from z to f, and a dot. */
export function drawStrings(
  group: Drawing<SVGGElement>,
  points: readonly StringPoint[],
  {x, y, ofEpsilon, epsilonLine, zLine, plot, style, lit}: StringLayout
): void {
  const rows = group.selectAll<SVGGElement, StringPoint>("g").data(points);
  const entered = rows.enter().append("g");
  for (const name of ["thread", "drop", "slope"]) entered.append("path").attr("class", name);
  entered.append("circle");
  rows.exit().remove();
  const all = entered.merge(rows);
  const height = ({f}: StringPoint) => Math.min(y(f), plot.bottom);
  const weight = (point: StringPoint) => (style === "moves" ? 1 : Math.min(point.weight, heaviest));
  all.attr("class", (_, i) => (i < lit ? "lit-string" : "coming"));
  all
    .select(".thread")
    .attr("d", ({epsilon, z}) => `M${ofEpsilon(epsilon)},${epsilonLine}L${x(z)},${zLine}`)
    .attr("stroke-width", (point) => 1.5 * weight(point));
  all.select(".drop").attr("d", (point) => `M${x(point.z)},${zLine}V${height(point)}`);
  all.select(".slope").attr("d", (point) => {
    if (style === "weighs") return null;
    const rise = ((y(1) - y(0)) * point.slope) / (x(1) - x(0));
    const run = tangent / Math.hypot(1, rise);
    return `M${x(point.z) - run},${height(point) - rise * run}l${2 * run},${2 * rise * run}`;
  });
  all
    .select("circle")
    .attr("cx", ({z}) => x(z))
    .attr("cy", height)
    .attr("r", (point) => 4 * Math.sqrt(weight(point)));
}
