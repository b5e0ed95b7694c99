import {onColorScheme} from "./color-scheme.js";
import {create, scaleLinear} from "d3";
import type {Scale} from "./axes.js";
import {labelledAxes, latentName, svgBox} from "./axes.js";
import {canvasScale, codeDots} from "./codes.js";
import type {DrawnPosterior} from "./density.js";
import {drawContours} from "./density.js";
import {codeRows, gaussianRows, giveData, pointRows} from "./figure-data.js";
import {planeExtent, planeSide, priorPlane} from "./plane.js";
import {keepSizes} from "./drawn-size.js";

/** The surroundings of one q(z|x), enlarged, with samples of it. */
interface PosteriorZoom extends HTMLElement {
  /** The codes of the test set that may lie near. */
  codes(cloud: FaintCodes): void;
  /**
   * Shows q and samples z of it, or neither.
   *
   * @param samples row-major [count, 2]
   */
  show(q: DrawnPosterior | undefined, samples: ArrayLike<number>): void;
}

const zoomSide = 232; // CSS pixels
const margin = {left: 60, right: 6, top: 18, bottom: 48}; // square inside: one scale

/** Returns an enlargement that follows q: its mean is always in the middle. */
export function posteriorZoom(): PosteriorZoom {
  const root = create("div").attr("class", "stage posterior-zoom");
  const element = root.node()!;
  const dots = codeCanvas(zoomSide);
  element.append(dots.canvas);
  const svg = root
    .append("svg")
    .attr("viewBox", `0 0 ${zoomSide} ${zoomSide}`)
    .attr("aria-hidden", "true");
  keepSizes(svg.node()!);
  const x = scaleLinear([-1, 1], [margin.left, zoomSide - margin.right]);
  const y = scaleLinear([-1, 1], [zoomSide - margin.bottom, margin.top]);
  const grid = svg.append("g");
  const ellipses = drawContours(svg.append("g").attr("class", "of-q").attr("data-term", "q"));
  const points = svg.append("g").attr("class", "samples of-z").attr("data-term", "z");
  let cloud: FaintCodes | undefined;
  let present: ArrayLike<number> = [];

  function show(q: DrawnPosterior | undefined, samples: ArrayLike<number>): void {
    present = samples;
    svg.attr("visibility", q === undefined ? "hidden" : "visible");
    dots.canvas.hidden = q === undefined;
    if (q === undefined) return;
    const reach = q.reach ?? zoomReach(q.sigma);
    x.domain([q.mu[0] - reach, q.mu[0] + reach]);
    y.domain([q.mu[1] - reach, q.mu[1] + reach]);
    if (cloud !== undefined) dots.draw(cloud, {x, y});
    grid.selectChildren().remove();
    svgBox(grid, "frame", x.range(), y.range());
    const {xLabel, yLabel} = labelledAxes(grid, x, y, {xTicks: 3, yTicks: 3});
    xLabel.classed("of-z", true).text(latentName("z", 0));
    yLabel.classed("of-z", true).text(latentName("z", 1));
    // The numbers have more digits here, and the name stands beyond them.
    yLabel.attr("transform", `translate(8,${(y.range()[0] + y.range()[1]) / 2}) rotate(-90)`);
    ellipses(q, {x, y});
    const places = Array.from({length: samples.length / 2}, (_, i) => [
      x(samples[2 * i]),
      y(samples[2 * i + 1])
    ]);
    const circles = points.selectAll("circle").data(places).join("circle");
    circles
      .attr("r", 2.6)
      .attr("cx", ([across]) => across)
      .attr("cy", ([, up]) => up);
  }

  function codes(next: FaintCodes): void {
    cloud = next;
  }

  giveData(element, "points in the enlargement", () => pointRows(present, "z"));
  show(undefined, []);
  return Object.assign(element, {codes, show});
}

/** The latent plane with one q(z|x) on it, to scale. */
interface PosteriorPlane extends HTMLElement {
  /** Draws the codes of a test set behind, and the prior’s circles. */
  codes(cloud: FaintCodes): void;
  /** Shows q, or none, and a point z, or none. */
  show(q: DrawnPosterior | undefined, z?: ArrayLike<number>): void;
}

/** Returns the plane of two latents. */
export function posteriorPlane(): PosteriorPlane {
  const dots = codeCanvas(planeSide);
  const {element, svg, x, y, frame} = priorPlane("posterior-plane", dots.canvas);
  const posterior = svg.append("g").attr("class", "of-q").attr("data-term", "q");
  const ellipses = drawContours(posterior.append("g"));
  const window = posterior.append("rect").attr("class", "zoom-window");
  const point = svg.append("circle").attr("class", "point of-z").attr("data-term", "z");
  point.attr("r", 5);
  let present: {q?: DrawnPosterior; z?: ArrayLike<number>; cloud?: FaintCodes} = {};

  function codes(cloud: FaintCodes): void {
    present.cloud = cloud;
    frame(planeExtent(cloud.mu));
    dots.draw(cloud, {x, y});
  }

  function show(q: DrawnPosterior | undefined, z?: ArrayLike<number>): void {
    present = {...present, q, z};
    svg.attr("aria-label", describe(q, z));
    point.attr("visibility", z === undefined ? "hidden" : "visible");
    if (z !== undefined) point.attr("cx", x(z[0])).attr("cy", y(z[1]));
    posterior.attr("visibility", q === undefined ? "hidden" : "visible");
    if (q === undefined) return;
    ellipses(q, {x, y});
    const reach = q.reach ?? zoomReach(q.sigma);
    window.attr("x", x(q.mu[0] - reach)).attr("y", y(q.mu[1] + reach));
    const width = x(reach) - x(-reach);
    window.attr("width", width).attr("height", width);
  }

  giveData(element, "q on the plane", () => gaussianRows(present.q));
  giveData(element, "z", () => pointRows(present.z ?? [], "z"));
  giveData(element, "test codes", () => codeRows(present.cloud?.mu, present.cloud));
  show(undefined);
  return Object.assign(element, {codes, show});
}

function describe(q: DrawnPosterior | undefined, z: ArrayLike<number> | undefined): string {
  const pair = (values: ArrayLike<number>) => Array.from(values, (v) => v.toFixed(3)).join(", ");
  const parts = ["the latent plane"];
  if (q !== undefined) {
    parts.push(`q is at ${pair(q.mu)} with standard deviations ${pair(q.sigma)}`);
  }
  if (z !== undefined) parts.push(`z is at ${pair(z)}`);
  return parts.join("; ");
}

/** The codes of a test set with two latents, and what their classes are called. */
export interface FaintCodes {
  /** Posterior means, row-major [count, 2]. */
  mu: Float32Array;
  /** The class of each code. */
  labels: Uint8Array;
  classes: readonly string[];
}

/** A canvas of codes, which lies under a drawing. */
interface CodeCanvas {
  canvas: HTMLCanvasElement;
  /** Draws the codes that lie within the scales’ domains. */
  draw(cloud: FaintCodes, scales: {x: Scale; y: Scale}): void;
}

/**
 * Returns a canvas of codes; in the dark they are drawn anew in other colors.
 *
 * @param side of the square, in CSS pixels of the drawing
 */
function codeCanvas(side: number): CodeCanvas {
  const canvas = document.createElement("canvas");
  canvas.className = "faint-codes";
  canvas.width = canvas.height = side * canvasScale;
  canvas.ariaHidden = "true";
  let last: Parameters<CodeCanvas["draw"]> | undefined;

  function draw(cloud: FaintCodes, scales: {x: Scale; y: Scale}): void {
    last = [cloud, scales];
    const style = getComputedStyle(canvas);
    const colors = cloud.classes.map((_, i) => style.getPropertyValue(`--class-${i}`));
    const shown = new Set(cloud.classes.keys());
    codeDots(
      canvas,
      {...inside(cloud, scales), latentSize: 2, axes: [0, 1], shown},
      scales,
      colors
    );
  }

  onColorScheme(() => {
    if (last !== undefined) draw(...last);
  });
  return {canvas, draw};
}

/** Returns the codes within the scales’ domains: an enlargement has few of them to draw. */
function inside({mu, labels}: FaintCodes, {x, y}: {x: Scale; y: Scale}) {
  const [[left, right], [bottom, top]] = [x.domain(), y.domain()];
  const [codes, classes]: [number[], number[]] = [[], []];
  labels.forEach((label, i) => {
    const [across, up] = [mu[2 * i], mu[2 * i + 1]];
    if (across < left || across > right || up < bottom || up > top) return;
    codes.push(across, up);
    classes.push(label);
  });
  return {codes: Float32Array.from(codes), labels: Uint8Array.from(classes)};
}

/** How many of the greater σ an enlargement shows on each side, at least. */
const deviations = 3;

/**
 * Returns how far an enlargement of q reaches from its mean to each side, in units of the plane:
 * a round number, so that a small change of σ changes no scale.
 */
export function zoomReach(sigma: ArrayLike<number>): number {
  const needed = deviations * Math.max(...Array.from(sigma));
  const power = 10 ** Math.floor(Math.log10(needed));
  return [1, 1.5, 2, 3, 5, 7, 10].find((step) => step * power >= needed)! * power;
}
