import {axisBottom, axisLeft, create, format, line, scaleLinear, scaleLog} from "d3";
import type {Drawing} from "../../components/axes.js";
import {axisGroups, onWidth, svgBox, svgMark} from "../../components/axes.js";
import type {Center} from "../../components/center.js";
import {clamp, draggable} from "../../components/drag.js";
import {withValue} from "../../components/with-value.js";
import {followUnit, inShownUnit} from "../../state/unit.js";

/** An input of μ and σ, as a point among the lines of equal divergence. */
export interface KlPad extends HTMLElement {
  /** Setting it moves the mark and says nothing. */
  value: Center;
}

const levels = [0.1, 0.5, 1, 2, 4]; // in the unit shown
/** Where q can be put. */
export const muRange = [-3, 3] as const;
export const sigmaRange = [0.05, 3] as const;
const frame = {left: 52, margin: 14, top: 12, bottom: 342, height: 388};
const widths = {least: 300, most: 420};
const steps = {mu: 0.05, logSigma: 0.05};

/**
 * Returns the pad.
 *
 * @param negativeKl returns −KL(q‖prior), in nats
 */
export function klPad(start: Center, negativeKl: (q: Center) => number): KlPad {
  const element = create("div").attr("class", "kl-pad");
  const node = element.node()!;
  const svg = element.append("svg") as Drawing<SVGSVGElement>;
  const x = scaleLinear().domain(muRange);
  const y = scaleLog().domain(sigmaRange).range([frame.bottom, frame.top]);
  const field = svgBox(svg, "field", [0, 1], [frame.bottom, frame.top]);
  const draw = line<Center>(
    ({mu}) => x(mu),
    ({sigma}) => y(sigma)
  ).defined(({mu}) => !Number.isNaN(mu));
  const clip = svg.append("clipPath").attr("id", "kl-pad-clip").append("rect");
  clip
    .attr("x", frame.left)
    .attr("y", frame.top)
    .attr("height", frame.bottom - frame.top);
  const inside = svg.append("g").attr("clip-path", "url(#kl-pad-clip)");
  inside.style("pointer-events", "none");
  const present = inside.append("path").attr("class", "kl-contour present");
  const lines = levels.map((level) => {
    const path = inside.append("path").attr("class", "kl-contour").attr("data-term", "kl-prior");
    const name = inside.append("text").attr("class", "kl-level").text(`−${level}`);
    return {level, path, name};
  });
  const prior = svg.append("circle").attr("class", "kl-prior-mark").attr("r", 7);
  prior.style("pointer-events", "none");
  const priorName = svg.append("text").attr("class", "kl-level").text("the prior");
  const {below, beside} = axisGroups(svg, frame);
  const muName = svg.append("text").attr("class", "axis-label of-q").text("μ");
  muName.attr("y", frame.bottom + 36);
  const sigmaName = svg.append("text").attr("class", "axis-label of-q").text("σ, logarithmic");
  sigmaName.attr("transform", `translate(12,${(frame.top + frame.bottom) / 2}) rotate(-90)`);
  const mark = svgMark(svg, "q").attr("role", "slider");
  mark.attr("aria-label", "μ and σ of q").attr("aria-roledescription", "point in two dimensions");
  mark.attr("aria-valuemin", muRange[0]).attr("aria-valuemax", muRange[1]);
  let value = start;

  function show(): void {
    mark.attr("transform", `translate(${x(value.mu)},${y(value.sigma)})`);
    const [mu, sigma] = [value.mu, value.sigma].map(format(".2f"));
    mark.attr("aria-valuenow", value.mu).attr("aria-valuetext", `μ = ${mu}, σ = ${sigma}`);
    present.attr("d", draw(contourOfKl(-negativeKl(value), sigmaRange)));
  }
  function move(mu: number, sigma: number): void {
    value = {mu: clamp(mu, muRange), sigma: clamp(sigma, sigmaRange)};
    show();
    node.dispatchEvent(new Event("input", {bubbles: true}));
  }

  draggable(mark.node()!, {
    field: field.node()!,
    drag: (px, py) => move(x.invert(px), y.invert(py)),
    key: (right, up) =>
      move(
        value.mu + steps.mu * right,
        Math.exp(clamp(Math.log(value.sigma) + steps.logSigma * up, [-9, 9]))
      )
  });
  let width: number = widths.most;
  function lay(): void {
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    x.range([frame.left, width - frame.margin]);
    field.attr("x", frame.left).attr("width", width - frame.left - frame.margin);
    clip.attr("width", width - frame.left - frame.margin);
    for (const {level, path, name} of lines) {
      const nats = level / inShownUnit(1);
      const contour = contourOfKl(nats, sigmaRange);
      path.attr("d", draw(contour));
      // At its lower end, or where that is cut off, where it crosses σ = 1: μ² = 2 KL there.
      const isCut = contour[0].mu > 0.01;
      name.attr("x", isCut ? x(Math.sqrt(2 * nats)) : x(0));
      name.attr("y", y(isCut ? 1 : contour[0].sigma) + 4);
    }
    prior.attr("cx", x(0)).attr("cy", y(1));
    priorName.attr("x", x(0)).attr("y", y(1) - 14);
    below.call(axisBottom(x).ticks(7).tickSizeOuter(0));
    beside.call(axisLeft(y).tickValues([0.05, 0.1, 0.2, 0.5, 1, 2]).tickFormat(format("~r")));
    muName.attr("x", (frame.left + width - frame.margin) / 2);
    show();
  }
  onWidth(node, widths, (next) => {
    width = next;
    lay();
  });
  followUnit(node, lay);
  return withValue(node, {
    get: () => value,
    set(next: Center) {
      value = next;
      show();
    }
  });
}

/**
 * Returns the closed line of all q = N(μ, σ²) whose divergence from N(0, 1) is the same: from
 * KL = ½ (μ² + σ² − 1 − log σ²) it follows that μ² = 2 KL + 1 + log σ² − σ². Where the range cuts
 * the line off there is a point whose numbers are NaN.
 *
 * @param level KL, in nats, ≥ 0
 * @param range where σ begins and ends
 */
export function contourOfKl(level: number, [least, most]: readonly [number, number]): Center[] {
  const squared = (sigma: number) => 2 * level + 1 + Math.log(sigma ** 2) - sigma ** 2;
  // The line meets μ = 0 on either side of σ = 1; there its points have to lie close together.
  const ends = [least, most].map((end) => (squared(end) >= 0 ? end : zeroBetween(squared, end)));
  const count = 90;
  const right = Array.from({length: count + 1}, (_, i) => {
    const part = (1 - Math.cos((Math.PI * i) / count)) / 2;
    const sigma = ends[0] * (ends[1] / ends[0]) ** part;
    return {mu: Math.sqrt(Math.max(0, squared(sigma))), sigma};
  });
  const left = right.map(({mu, sigma}) => ({mu: -mu, sigma})).toReversed();
  const gap = {mu: NaN, sigma: NaN};
  const [closes, opens] = [right[count], right[0]].map(({mu}) => (mu < 1e-3 ? [] : [gap]));
  return [...right, ...closes, ...left, ...opens, right[0]];
}

/** Returns where a function that is positive at 1 and negative at an end is zero, by halving. */
function zeroBetween(of: (sigma: number) => number, end: number): number {
  let [inside, outside] = [1, end];
  for (let i = 0; i < 50; ++i) {
    const middle = (inside + outside) / 2;
    if (of(middle) >= 0) inside = middle;
    else outside = middle;
  }
  return inside;
}
