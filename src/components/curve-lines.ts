import type {ScaleLinear, ScaleLogarithmic} from "d3";
import {area, line} from "d3";
import type {Drawing} from "./axes.js";

/** A point of a curve. */
export interface PlotPoint {
  x: number;
  y: number;
  /** How far its error bar reaches to either side, if it has one. */
  error?: number;
}

/** A curve of a panel. */
export interface PanelCurve {
  /** No two of a figure are the same. */
  id: string;
  /** What stands at its end. */
  name: string;
  /** The class that gives it its color, such as “of-aevb”. */
  className: string;
  solid: readonly PlotPoint[];
  /** A line that belongs to it, and what it is called. */
  dashed?: {name: string; points: readonly PlotPoint[]};
  /** From where to where others of its kind reach. */
  band?: readonly {x: number; low: number; high: number}[];
  /** What a screen reader says; a curve without it cannot have the focus. */
  description?: string;
}

/** Scales from a panel's values to CSS pixels. */
export interface CurveScales {
  x: ScaleLinear<number, number> | ScaleLogarithmic<number, number>;
  y: ScaleLinear<number, number>;
}

/** A place on a curve: the number of a point of its solid line. */
export interface CurvePlace {
  curve: string;
  index: number;
}

/** The curves of one panel. */
interface CurveLines {
  show(curves: readonly PanelCurve[], scales: CurveScales): void;
  /** Marks a place, or none; its curve stands out. */
  mark(place: CurvePlace | undefined): void;
}

const fallback: readonly PlotPoint[] = [];

/**
 * Returns curves, drawn in a group: a band, a dashed and a solid line for each. Those with a
 * description are buttons that can have the focus, and the group of each has its id as data-curve.
 */
export function curveLines(group: Drawing<SVGGElement>): CurveLines {
  let scales: CurveScales | undefined;
  let marked: CurvePlace | undefined;

  function show(curves: readonly PanelCurve[], next: CurveScales): void {
    scales = next;
    const {x, y} = next;
    const along = line<PlotPoint>(
      (point) => x(point.x),
      (point) => y(point.y)
    );
    const between = area<{x: number; low: number; high: number}>(
      (point) => x(point.x),
      (point) => y(point.low),
      (point) => y(point.high)
    );
    const one = group
      .selectAll<SVGGElement, PanelCurve>("g.panel-curve")
      .data(curves, ({id}) => id)
      .join((enter) => {
        const added = enter.append("g");
        for (const name of ["band", "dashed", "solid", "errors"]) {
          added.append("path").attr("class", `curve-${name}`);
        }
        added.append("circle").attr("class", "curve-point").attr("r", 4);
        return added;
      })
      .attr("class", ({className}) => `panel-curve ${className}`)
      .attr("data-curve", ({id}) => id)
      .attr("role", ({description}) => (description === undefined ? null : "button"))
      .attr("tabindex", ({description}) => (description === undefined ? null : -1))
      .attr("aria-label", ({description}) => description ?? null)
      .attr("aria-hidden", ({description}) => (description === undefined ? "true" : null));
    one.select(".curve-band").attr("d", ({band = []}) => between([...band]));
    one.select(".curve-solid").attr("d", ({solid}) => along([...solid]));
    one.select(".curve-dashed").attr("d", ({dashed}) => along([...(dashed?.points ?? fallback)]));
    one.select(".curve-errors").attr("d", ({solid}) => errorBars(solid, next));
    mark(marked);
  }

  function mark(place: CurvePlace | undefined): void {
    marked = place;
    group.selectAll<SVGGElement, PanelCurve>("g.panel-curve").each(function (curve) {
      const isMarked = curve.id === place?.curve;
      this.classList.toggle("marked", isMarked);
      const point = isMarked ? curve.solid[place!.index] : undefined;
      const dot = this.querySelector<SVGElement>(".curve-point")!;
      dot.style.display = point === undefined ? "none" : "";
      if (point === undefined) return;
      dot.setAttribute("cx", String(scales!.x(point.x)));
      dot.setAttribute("cy", String(scales!.y(point.y)));
    });
  }

  return {show, mark};
}

function errorBars(points: readonly PlotPoint[], {x, y}: CurveScales): string {
  return points
    .filter(({error}) => error !== undefined)
    .map((point) => `M${x(point.x)},${y(point.y - point.error!)}V${y(point.y + point.error!)}`)
    .join("");
}

/** Returns the place that is nearest to a point of the drawing, in CSS pixels; none without curves. */
export function nearestPlace(
  curves: readonly PanelCurve[],
  {x, y}: CurveScales,
  [px, py]: readonly [number, number]
): CurvePlace | undefined {
  let nearest: CurvePlace | undefined;
  let least = Infinity;
  for (const {id, solid, description} of curves) {
    if (description === undefined || solid.length === 0) continue;
    // First the point under the pointer, then which curve is nearest there: a flick to the side
    // reads along one curve.
    const index = indexNear(solid, (point) => x(point.x), px);
    const distance = Math.hypot(x(solid[index].x) - px, y(solid[index].y) - py);
    if (distance < least) [least, nearest] = [distance, {curve: id, index}];
  }
  return nearest;
}

function indexNear(
  points: readonly PlotPoint[],
  at: (point: PlotPoint) => number,
  px: number
): number {
  const distances = points.map((point) => Math.abs(at(point) - px));
  return distances.indexOf(Math.min(...distances));
}
