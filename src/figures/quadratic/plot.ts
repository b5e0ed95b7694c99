import {area, axisBottom, axisLeft, create, line, max, range as sequence, scaleLinear} from "d3";
import type {Drawing, Scale} from "../../components/axes.js";
import {axisName, onWidth, svgBox, svgMark} from "../../components/axes.js";
import {clamp, draggable} from "../../components/drag.js";
import {giveData} from "../../components/figure-data.js";
import {withValue} from "../../components/with-value.js";
import type {Gaussian} from "../../math/kl-estimates.js";
import type {QuadraticDecoder} from "../../math/quadratic-decoder.js";
import {
  bestGaussian,
  momentGaussian,
  quadraticLogLikelihood,
  quadraticPosterior
} from "../../math/quadratic-decoder.js";
import {normalLogDensity} from "../../math/two-hills.js";
import {data} from "./fits.js";

/** A decoder of z, the observations beside it, and under it the posterior of one x: an input of x. */
export interface QuadraticPlot extends HTMLElement {
  /** Where x is; setting it draws, and says nothing. */
  value: number;
  show(decoder: QuadraticDecoder): void;
}

/** Where x may be put. */
export const placesOfX = [-1, 9] as const;

const height = 372;
const widths = {least: 300, most: 620};
const left = 42;
const upper = {top: 22, bottom: 204}; // the decoder
const lower = {top: 240, bottom: 332}; // the posterior
const besideShare = 0.24; // of the width, for the densities of x
const reach = 3.4; // of the z-axis
const zGrid = sequence(-reach, reach + 0.001, 0.02);
const xGrid = sequence(placesOfX[0], placesOfX[1] + 0.001, 0.1);
/** A q is cut off where it is more than so many times as high as the posterior: on one hill it is twice. */
const mostOver = 2.2;

/** Returns the plot; x can be dragged and moved by keys. */
export function quadraticPlot(start: number): QuadraticPlot {
  const element = create("div").attr("class", "quadratic-plot");
  const node = element.node()!;
  const svg = element.append("svg") as Drawing<SVGSVGElement>;
  svg.attr("role", "group").attr("aria-label", "a decoder, the data, and the posterior of one x");
  const z = scaleLinear([-reach, reach], [0, 1]);
  const x = scaleLinear(placesOfX, [upper.bottom, upper.top]);
  const density = scaleLinear([0, 1], [lower.bottom, lower.top]);
  const share = scaleLinear([0, 1], [0, 1]);
  const axis = (transform: string) =>
    svg.append("g").attr("class", "axis").attr("transform", transform);
  const axes = {
    x: axis(`translate(${left},0)`),
    decoder: axis(`translate(0,${upper.bottom})`),
    posterior: axis(`translate(0,${lower.bottom})`)
  };
  axisName(svg, "x", "of-x", [0, 12]);
  axisName(svg, "decoder, mean ± s", "of-z", [16, 12]);
  const marginalName = axisName(svg, "data, p(x)", "", [0, 12]);
  axisName(svg, "p(z|x)", "of-posterior", [0, lower.top - 8]);
  axisName(svg, "best q", "of-q", [58, lower.top - 8]);
  axisName(svg, "q of the moments", "forward", [116, lower.top - 8]);
  const zName = svg.append("text").attr("class", "axis-label of-z").text("z");
  zName.attr("y", lower.bottom + 34);
  const clip = svg.append("clipPath").attr("id", "quadratic-clip").append("rect");
  clip.attr("x", left).attr("y", upper.top).attr("height", height);
  const field = svgBox(svg, "field", [left, left], [upper.bottom, upper.top]);
  const inside = svg.append("g").attr("clip-path", "url(#quadratic-clip)");
  inside.style("pointer-events", "none");
  const band = inside.append("path").attr("class", "quadratic-band");
  const mean = inside.append("path").attr("class", "quadratic-mean");
  const level = inside.append("path").attr("class", "quadratic-x");
  const posterior = inside.append("path").attr("class", "hills").attr("data-term", "posterior");
  const moments = inside.append("path").attr("class", "quadratic-q forward");
  const best = inside.append("path").attr("class", "quadratic-q of-q").attr("data-term", "q");
  const drawMarginals = marginals(svg.append("g"), share, x);
  const mark = svgMark(svg, "q").attr("class", "mark of-x").attr("role", "slider");
  mark.attr("aria-label", "x").attr("aria-orientation", "vertical");
  mark.attr("aria-valuemin", placesOfX[0]).attr("aria-valuemax", placesOfX[1]);
  let value = start;
  let shown: QuadraticDecoder | undefined;

  function show(decoder: QuadraticDecoder): void {
    shown = decoder;
    const {a, b, s} = decoder;
    const at = (one: number) => a * one * one + b;
    band.attr(
      "d",
      area<number>(
        (one) => z(one),
        (one) => x(at(one) - s),
        (one) => x(at(one) + s)
      )(zGrid)
    );
    mean.attr(
      "d",
      line<number>(
        (one) => z(one),
        (one) => x(at(one))
      )(zGrid)
    );
    drawPosterior(decoder);
    drawMarginals(decoder);
    place();
  }
  function drawPosterior(decoder: QuadraticDecoder): void {
    const curves = posteriorCurves(decoder, value);
    const top = max(curves.exact)!;
    density.domain([0, 1.05 * Math.max(top, Math.min(mostOver * top, max(curves.best)!))]);
    const shape = area<number>(
      (_, i) => z(zGrid[i]),
      lower.bottom,
      (one) => density(one)
    );
    const outline = line<number>(
      (_, i) => z(zGrid[i]),
      (one) => Math.max(density(one), lower.top)
    );
    posterior.attr("d", shape(curves.exact));
    best.attr("d", outline(curves.best));
    moments.attr("d", outline(curves.moments));
  }
  function place(): void {
    mark.attr("transform", `translate(${left},${x(value)})`);
    mark.attr("aria-valuenow", value).attr("aria-valuetext", value.toFixed(2));
    level.attr("d", `M${left},${x(value)}H${z.range()[1]}`);
  }
  function set(next: number): void {
    value = clamp(next, placesOfX);
    if (shown !== undefined) {
      drawPosterior(shown);
      place();
    }
  }

  draggable(mark.node()!, {
    field: field.node()!,
    drag(_, py) {
      set(x.invert(py));
      node.dispatchEvent(new Event("input", {bubbles: true}));
    },
    key(right, up) {
      set(value + 0.1 * (right + up));
      node.dispatchEvent(new Event("input", {bubbles: true}));
    }
  });
  onWidth(node, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    const besideWidth = Math.max(64, besideShare * width);
    const right = width - besideWidth - 16;
    z.range([left, right]);
    share.range([right + 12, width - 4]);
    clip.attr("width", right - left);
    field.attr("width", right - left);
    axes.x.call(axisLeft(x).ticks(5).tickSizeOuter(0));
    axes.decoder.call(
      axisBottom(z)
        .ticks(5)
        .tickFormat(() => "")
        .tickSizeOuter(0)
    );
    axes.posterior.call(axisBottom(z).ticks(5).tickSizeOuter(0));
    marginalName.attr("x", right + 12);
    zName.attr("x", (left + right) / 2);
    if (shown !== undefined) show(shown);
  });
  giveData(node, "the posterior", () => {
    if (shown === undefined) return [];
    const {exact, best: ofBest, moments: ofMoments} = posteriorCurves(shown, value);
    return zGrid.map((one, i) => ({
      x: value,
      z: one,
      posterior_density: exact[i],
      best_q_density: ofBest[i],
      moment_q_density: ofMoments[i]
    }));
  });
  return withValue(Object.assign(node, {show}), {get: () => value, set});
}

/** Returns the densities of z given x, along the axis: the exact one, and those of both q. */
function posteriorCurves(
  decoder: QuadraticDecoder,
  x: number
): Record<"exact" | "best" | "moments", number[]> {
  const {logEvidence} = quadraticPosterior(decoder, x);
  const prior = {mu: 0, sigma: 1};
  const of = (q: Gaussian) => zGrid.map((z) => Math.exp(normalLogDensity(q, z)));
  return {
    exact: zGrid.map((z) =>
      Math.exp(normalLogDensity(prior, z) + quadraticLogLikelihood(decoder, x, z) - logEvidence)
    ),
    best: of(bestGaussian(decoder, x)),
    moments: of(momentGaussian(decoder, x))
  };
}

/** The density of x at a place. */
interface MarginalPoint {
  x: number;
  p: number;
}

/** Draws the densities of the data and of a decoder beside the axis of x, to the right of it. */
function marginals(
  group: Drawing<SVGGElement>,
  share: Scale,
  x: Scale
): (decoder: QuadraticDecoder) => void {
  const ofData = group.append("path").attr("class", "quadratic-data");
  const ofModel = group.append("path").attr("class", "quadratic-evidence");
  // The weights are densities times the step between the observations.
  const step = data.x[1] - data.x[0];
  const truth = Array.from(data.weights, (weight, i) => ({x: data.x[i], p: weight / step}));
  const visible = truth.filter((one) => one.x >= placesOfX[0] && one.x <= placesOfX[1]);
  return (decoder) => {
    const present = xGrid.map((one) => ({
      x: one,
      p: Math.exp(quadraticPosterior(decoder, one).logEvidence)
    }));
    share.domain([0, 1.05 * max([...visible, ...present], ({p}) => p)!]);
    const shape = area<MarginalPoint>()
      .y((one) => x(one.x))
      .x0(share(0))
      .x1((one) => share(one.p));
    const outline = line<MarginalPoint>(
      (one) => share(one.p),
      (one) => x(one.x)
    );
    ofData.attr("d", shape(visible));
    ofModel.attr("d", outline(present));
  };
}
