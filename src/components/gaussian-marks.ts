import type {Drawing, Scale} from "./axes.js";
import {svgMark} from "./axes.js";
import type {Center} from "./center.js";
import {clamp, draggable} from "./drag.js";
import {threeDigits} from "./histogram.js";

/** Where a Gaussian may be put. */
export interface GaussianReach {
  muRange: readonly [number, number];
  sigmaRange: readonly [number, number];
}

/** Marks on an axis for the mean of a Gaussian and for one σ above it. */
export interface GaussianMarks {
  /** Moves the marks, and says nothing. */
  place(center: Center): void;
  /** Sets where they may go. */
  reach(range: GaussianReach): void;
}

const steps = 60; // of the keyboard, across the range of μ or σ

/**
 * Draws the marks on a horizontal axis; they can be dragged and moved by keys.
 *
 * @param y where the axis lies
 * @param move gets where the reader wants the Gaussian to be
 */
export function gaussianMarks(
  svg: Drawing<SVGSVGElement>,
  x: Scale,
  y: number,
  move: (center: Center) => void
): GaussianMarks {
  const bar = svg.append("path").attr("class", "sigma-bar");
  const marks = {sigma: svgMark(svg, "q"), mu: svgMark(svg, "q")};
  const names = svg.append("g").attr("class", "mark-names of-q");
  const muName = names.append("text").text("μ");
  const sigmaName = names.append("text").text("μ + σ");
  let value: Center = {mu: 0, sigma: 1};
  let ranges: Record<keyof Center, readonly [number, number]> = {mu: [-1, 1], sigma: [0.5, 1]};

  function set(center: Center): void {
    const [mu, sigma] = [clamp(center.mu, ranges.mu), clamp(center.sigma, ranges.sigma)];
    move({mu, sigma});
  }
  for (const name of ["mu", "sigma"] as const) {
    const mark = marks[name].attr("role", "slider");
    mark.attr("aria-label", name === "mu" ? "μ, the mean of q" : "σ, the standard deviation of q");
    draggable(mark.node()!, {
      drag(px) {
        const z = x.invert(px);
        set({...value, [name]: name === "mu" ? z : z - value.mu});
      },
      key(right, up) {
        const [least, most] = ranges[name];
        set({...value, [name]: value[name] + ((right + up) * (most - least)) / steps});
      }
    });
  }

  return {
    place(center) {
      value = center;
      const [mu, sigma] = [x(center.mu), x(center.mu + center.sigma)];
      bar.attr("d", `M${mu},${y}H${sigma}`);
      marks.mu.attr("transform", `translate(${mu},${y})`);
      marks.sigma.attr("transform", `translate(${sigma},${y})`);
      muName.attr("x", mu).attr("y", y + 33);
      // The narrower q is, the farther its second name moves out.
      sigmaName.attr("x", Math.max(sigma, mu + 34)).attr("y", y + 33);
      for (const name of ["mu", "sigma"] as const) {
        const text = threeDigits(center[name]);
        marks[name].attr("aria-valuenow", center[name]).attr("aria-valuetext", text);
      }
    },
    reach({muRange, sigmaRange}) {
      ranges = {mu: muRange, sigma: sigmaRange};
      for (const name of ["mu", "sigma"] as const) {
        const [least, most] = ranges[name];
        marks[name].attr("aria-valuemin", least).attr("aria-valuemax", most);
      }
    }
  };
}
