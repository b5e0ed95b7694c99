import {format} from "d3";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import type {Drawing, Mark, Scale} from "./axes.js";
import {svgMark} from "./axes.js";
import {clamp, draggable} from "./drag.js";

/** The marks of a q over two latents: its mean, and one for each width. */
export interface QMarks {
  /** Draws q, and says nothing. */
  place(q: DiagonalGaussian): void;
  /** Draws q again where the scales have changed. */
  redraw(): void;
}

/** What the marks belong to. */
export interface QMarksOptions {
  x: Scale;
  y: Scale;
  /** Where a click puts the mean. */
  field: SVGRectElement;
  name: string;
  hasWidths: boolean;
  move: (q: DiagonalGaussian) => void;
  rest: () => void;
}

/** So many standard deviations from the mean the contours of q hold 50 % and 95 % of it. */
export const contourRadii = [Math.sqrt(2 * Math.log(2)), Math.sqrt(2 * Math.log(20))];

const meanRange = [-4.6, 4.6] as const;
const widthRange = [0.004, 2] as const;
const steps = 60; // of the keyboard, across the view
const growth = 1.1; // of a width, with each step of the keyboard
const threeDigits = format(".3~r");

/** Draws q, in a group that is clipped, and what takes hold of it, in front of everything. */
export function qMarks(
  svg: Drawing<SVGSVGElement>,
  inside: Drawing<SVGGElement>,
  {x, y, field, name, hasWidths, move, rest}: QMarksOptions
): QMarks {
  const ellipses = inside
    .append("g")
    .attr("class", "of-q q-contours")
    .attr("data-term", "q")
    .selectAll("ellipse")
    .data(contourRadii)
    .join("ellipse");
  const widths = hasWidths ? ([0, 1] as const).map(widthMark) : [];
  const mean = meanMark();
  let q: DiagonalGaussian = {mu: [0, 0], logVar: [0, 0]};

  function set(next: DiagonalGaussian): void {
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
    const sigma = q.logVar.map((value) => Math.exp(value / 2));
    const [across, up] = [x(1) - x(0), y(0) - y(1)]; // CSS pixels for one unit of the plane
    const [cx, cy] = [x(q.mu[0]), y(q.mu[1])];
    ellipses
      .attr("cx", cx)
      .attr("cy", cy)
      .attr("rx", (radius) => radius * sigma[0] * across)
      .attr("ry", (radius) => radius * sigma[1] * up);
    place(mean, cx, cy);
    mean.attr("aria-valuenow", q.mu[0]);
    mean.attr("aria-valuetext", q.mu.map((m, j) => `μ${"₁₂"[j]} = ${format(".3f")(m)}`).join(", "));
    widths.forEach((mark, j) => {
      const reach = contourRadii[1] * sigma[j];
      place(mark, j === 0 ? x(q.mu[0] + reach) : cx, j === 1 ? y(q.mu[1] + reach) : cy);
      mark.attr("aria-valuenow", sigma[j]).attr("aria-valuetext", threeDigits(sigma[j]));
    });
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
      redraw();
    },
    redraw
  };
}

/** Home and End go to no end here. */
function finite(step: number): number {
  return Number.isFinite(step) ? step : 10 * Math.sign(step);
}
