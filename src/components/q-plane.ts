import {create, scaleLinear} from "d3";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import type {Drawing} from "./axes.js";
import {labelledAxes, latentName, svgBox} from "./axes.js";
import type {PlaneField} from "./density.js";
import {densityBands} from "./density.js";
import {fieldRows, giveData} from "./figure-data.js";
import {qMarks} from "./q-marks.js";

/** What of the latent plane is looked at: [left, right, bottom, top], as wide as it is high. */
export type View = readonly [number, number, number, number];

/** A field that is drawn, and the thresholds of its bands. */
export interface Bands {
  field: PlaneField;
  thresholds: readonly number[];
}

/** A view of the latent plane with q on it, which can be moved. */
export interface QPlane {
  element: HTMLElement;
  /** Looks at another part of the plane. */
  look(view: View): void;
  /** Draws a density as a heat map, and contours of it. */
  density(heat: Bands, contours?: Bands): void;
  /** Draws q, and says nothing. */
  place(q: DiagonalGaussian): void;
  /** Draws the frame of another view. */
  frame(view: View): void;
}

/** Options for qPlane. */
export interface QPlaneOptions {
  /** In CSS pixels. */
  side: number;
  /** What a screen reader calls it, such as “the whole plane”. */
  name: string;
  /** Whether the widths of q have marks too; defaults to true. */
  hasWidths?: boolean;
  /** Called while the reader moves q. */
  move: (q: DiagonalGaussian) => void;
  /** Called when the reader lets go of it. */
  rest: () => void;
}

const margin = {left: 46, right: 8, top: 8, bottom: 44};
/** Up to so many standard deviations the prior’s circles are drawn. */
const priorCircles = [1, 2, 3];

/** Returns a view of the plane with the same scale in both directions. */
export function qPlane({side, name, hasWidths = true, move, rest}: QPlaneOptions): QPlane {
  const stage = create("div").attr("class", "q-plane");
  const svg = stage.append("svg").attr("viewBox", `0 0 ${side} ${side}`).attr("role", "group");
  svg.attr("aria-label", name);
  const x = scaleLinear([-1, 1], [margin.left, side - margin.right]);
  const y = scaleLinear([-1, 1], [side - margin.bottom, margin.top]);
  const grid = svg.append("g").attr("aria-hidden", "true");
  const inside = clipped(svg, [x.range()[0], x.range()[1], y.range()[1], y.range()[0]]);
  const prior = inside.append("g").attr("class", "prior-circles").attr("data-term", "prior");
  const heat = inside.append("g").attr("class", "heat").attr("data-term", "posterior");
  const lines = inside.append("g").attr("class", "mass-contours").attr("data-term", "posterior");
  const window = inside.append("g");
  const field = svgBox(svg, "field", x.range(), y.range()).node()!;
  const marks = qMarks(svg, inside, {x, y, field, name, hasWidths, move, rest});
  let drawn: {heat: Bands; contours?: Bands} | undefined;
  let framed: View | undefined;

  function draw(): void {
    grid.selectChildren().remove();
    const {xLabel, yLabel} = labelledAxes(grid, x, y, {xTicks: side / 70, yTicks: side / 70});
    xLabel.classed("of-z", true).text(latentName("z", 0));
    yLabel.classed("of-z", true).text(latentName("z", 1));
    const circles = prior.selectAll("circle").data(priorCircles).join("circle");
    circles
      .attr("cx", x(0))
      .attr("cy", y(0))
      .attr("r", (r) => x(r) - x(0));
    if (framed !== undefined) frame(framed);
    if (drawn === undefined) return;
    densityBands(heat, drawn.heat.field, drawn.heat.thresholds, {x, y});
    if (drawn.contours !== undefined) {
      densityBands(lines, drawn.contours.field, drawn.contours.thresholds, {x, y});
    }
  }

  function frame(view: View): void {
    framed = view;
    window.selectChildren().remove();
    svgBox(window, "zoom-window", [x(view[0]), x(view[1])], [y(view[2]), y(view[3])]);
  }

  giveData(stage.node()!, `log p(x, z), ${name}`, () =>
    fieldRows(drawn?.heat.field, "log_joint_nats")
  );

  return {
    element: stage.node()!,
    look(view) {
      x.domain([view[0], view[1]]);
      y.domain([view[2], view[3]]);
      draw();
      marks.redraw();
    },
    density(nextHeat, contours) {
      drawn = {heat: nextHeat, contours};
      draw();
    },
    place: marks.place,
    frame
  };
}

/** Returns a group that shows what lies in a rectangle of the drawing: [left, right, top, bottom]. */
function clipped(
  svg: Drawing<SVGSVGElement>,
  [left, right, top, bottom]: readonly number[]
): Drawing<SVGGElement> {
  const pane = svg.append("svg").attr("x", left).attr("y", top).style("overflow", "hidden");
  pane.attr("width", right - left).attr("height", bottom - top);
  pane.attr("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
  return pane.append("g");
}
