import {format} from "d3";
import type {Drawing, Mark, Scale} from "../../components/axes.js";
import {svgBox, svgMark} from "../../components/axes.js";
import {clamp, draggable} from "../../components/drag.js";
import type {View} from "../../components/plane-view.js";
import type {PosteriorMap} from "../../components/posterior-map.js";
import {posteriorMap} from "../../components/posterior-map.js";
import {gaussianContour} from "../../math/gaussian-fit.js";
import type {PlaneGaussian} from "../../math/plane-gaussian.js";
import {planeFactor} from "../../math/plane-gaussian.js";

/** The marks of a q over two latents: its mean, and one for each width. */
interface QMarks {
  /** Draws q, and says nothing. */
  place(q: PlaneGaussian): void;
  /** Draws q again where the scales have changed. */
  redraw(): void;
}

/** What the marks belong to. */
interface QMarksOptions {
  x: Scale;
  y: Scale;
  /** Where a click puts the mean. */
  field: SVGRectElement;
  name: string;
  hasWidths: boolean;
  move: (q: PlaneGaussian) => void;
  rest: () => void;
}

/** The radii of the contours that hold 50 % and 95 % of q, in its standard deviations. */
const contourRadii = [Math.sqrt(2 * Math.log(2)), Math.sqrt(2 * Math.log(20))];

const meanRange = [-4.6, 4.6] as const;
const widthRange = [0.004, 2] as const;
const steps = 60; // of the keyboard, across the view
const growth = 1.1; // of a width, with each step of the keyboard
const threeDigits = format(".3~r");

/** Draws q, in a group that is clipped, and what takes hold of it, in front of everything. */
function qMarks(
  svg: Drawing<SVGSVGElement>,
  inside: Drawing<SVGGElement>,
  {x, y, field, name, hasWidths, move, rest}: QMarksOptions
): QMarks {
  const contours = inside
    .append("g")
    .attr("class", "of-q q-contours")
    .attr("data-term", "q")
    .selectAll<SVGPathElement, number>("path")
    .data(contourRadii)
    .join("path");
  const widths = hasWidths ? ([0, 1] as const).map(widthMark) : [];
  const mean = meanMark();
  let q: PlaneGaussian = {mu: [0, 0], logVar: [0, 0]};
  let isPlaced = false; // before that there is no q to draw

  function set(next: PlaneGaussian): void {
    q = next;
    redraw();
    move(q);
  }

  function moveTo(z0: number, z1: number): void {
    set({...q, mu: [clamp(z0, meanRange), clamp(z1, meanRange)]});
  }

  function widen(latent: 0 | 1, sigma: number): void {
    const logVar = [...q.logVar];
    logVar[latent] = 2 * Math.log(clamp(sigma, widthRange));
    set({...q, logVar});
  }

  function meanMark(): Mark {
    const mark = svgMark(svg, "q").attr("role", "slider");
    mark.attr("aria-roledescription", "point in two dimensions").attr("data-mark", "mean");
    mark.attr("aria-label", `the mean of q, ${name}`);
    draggable(mark.node()!, {
      field,
      drag: (px, py) => moveTo(x.invert(px), y.invert(py)),
      key(right, up) {
        const step = (x.domain()[1] - x.domain()[0]) / steps;
        moveTo(q.mu[0] + finite(right) * step, q.mu[1] + finite(up) * step);
      }
    });
    field.addEventListener("lostpointercapture", rest);
    field.addEventListener("click", rest);
    return settling(mark);
  }

  function widthMark(latent: 0 | 1): Mark {
    const mark = svgMark(svg, "q").attr("role", "slider");
    const subscript = latent === 0 ? "σ₁" : "σ₂";
    mark.attr("aria-label", `${subscript}, the standard deviation of q along z${"₁₂"[latent]}`);
    mark.attr("data-mark", `sigma-${latent + 1}`).classed("width", true);
    mark.attr("aria-valuemin", widthRange[0]).attr("aria-valuemax", widthRange[1]);
    draggable(mark.node()!, {
      drag(px, py) {
        const distance = latent === 0 ? x.invert(px) - q.mu[0] : y.invert(py) - q.mu[1];
        widen(latent, Math.abs(distance) / contourRadii[1]);
      },
      key: (right, up) =>
        widen(latent, Math.exp(q.logVar[latent] / 2) * growth ** finite(right + up))
    });
    return settling(mark);
  }

  /** Tells when a mark is let go of, or has been moved by a key. */
  function settling(mark: Mark): Mark {
    mark.node()!.addEventListener("lostpointercapture", rest);
    return mark.on("keyup", rest);
  }

  function redraw(): void {
    if (!isPlaced) return;
    const {mu, logVar, correlation = 0} = q;
    const factored = planeFactor(q);
    contours.attr("d", (radius) => outline(gaussianContour(factored, radius)));
    place(mean, x(mu[0]), y(mu[1]));
    mean.attr("aria-valuenow", mu[0]);
    mean.attr("aria-valuetext", mu.map((m, j) => `μ${"₁₂"[j]} = ${format(".3f")(m)}`).join(", "));
    widths.forEach((mark, j) => {
      const reach = logVar.map(
        (value, k) => contourRadii[1] * Math.exp(value / 2) * (k === j ? 1 : correlation)
      );
      // The outermost point of the contour along this axis: with a correlation it lies off the other.
      place(mark, x(mu[0] + reach[0]), y(mu[1] + reach[1]));
      const sigma = Math.exp(logVar[j] / 2);
      mark.attr("aria-valuenow", sigma).attr("aria-valuetext", threeDigits(sigma));
    });
  }

  /** Returns the closed line through points, row-major [count, 2], as a path. */
  function outline(points: Float64Array): string {
    const corners = Array.from({length: points.length / 2}, (_, i) => {
      const [px, py] = [x(points[2 * i]), y(points[2 * i + 1])];
      return `${px.toFixed(2)},${py.toFixed(2)}`;
    });
    return `M${corners.join("L")}Z`;
  }

  /** Puts a mark somewhere, at the border if that is out of view. */
  function place(mark: Mark, px: number, py: number): void {
    const [left, right] = x.range();
    const [bottom, top] = y.range();
    const at = [clamp(px, [left, right]), clamp(py, [top, bottom])];
    mark.attr("transform", `translate(${at})`).classed("beyond", at[0] !== px || at[1] !== py);
  }

  return {
    place(next) {
      q = next;
      isPlaced = true;
      redraw();
    },
    redraw
  };
}

/** Home and End go to no end here. */
function finite(step: number): number {
  return Number.isFinite(step) ? step : 10 * Math.sign(step);
}

/** A view of the latent plane with q on it, which can be moved. */
interface QPlane extends Pick<PosteriorMap, "element" | "look" | "density"> {
  /** Draws q, and says nothing. */
  place(q: PlaneGaussian): void;
  /** Draws the frame of another view. */
  frame(view: View): void;
}

/** Options for qPlane. */
interface QPlaneOptions {
  /** The side of the square that it fills where there is room, in CSS pixels. */
  side: number;
  /** What a screen reader calls it, such as “the whole plane”. */
  name: string;
  /** Whether the widths of q have marks too; defaults to true. */
  hasWidths?: boolean;
  /** Called while the reader moves q. */
  move: (q: PlaneGaussian) => void;
  /** Called when the reader lets go of it. */
  rest: () => void;
}

/** Returns a view of the plane with the same scale in both directions. */
export function qPlane({side, name, hasWidths = true, move, rest}: QPlaneOptions): QPlane {
  const map = posteriorMap({side, name, redraw});
  const {svg, inside, field, x, y} = map;
  const window = inside.append("g");
  const marks = qMarks(svg, inside, {x, y, field, name, hasWidths, move, rest});
  let framed: View | undefined;

  function redraw(): void {
    if (framed !== undefined) frame(framed);
    marks.redraw();
  }

  function frame(view: View): void {
    framed = view;
    window.selectChildren().remove();
    svgBox(window, "zoom-window", [x(view[0]), x(view[1])], [y(view[2]), y(view[3])]);
  }

  return {element: map.element, look: map.look, density: map.density, place: marks.place, frame};
}

/** Returns the box around the outer contour of q: a correlation does not change it. */
export function viewOf({mu, logVar}: PlaneGaussian): View {
  const reach = logVar.map((value) => contourRadii[1] * Math.exp(value / 2));
  return [mu[0] - reach[0], mu[0] + reach[0], mu[1] - reach[1], mu[1] + reach[1]];
}
