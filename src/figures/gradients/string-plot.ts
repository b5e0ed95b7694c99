import {area, axisBottom, axisLeft, create, extent, line, range as sequence, scaleLinear} from "d3";
import type {Drawing, Scale} from "../../components/axes.js";
import {onWidth} from "../../components/axes.js";
import type {Center} from "../../components/center.js";
import {giveData} from "../../components/figure-data.js";
import type {GaussianReach} from "../../components/gaussian-marks.js";
import {gaussianMarks} from "../../components/gaussian-marks.js";
import {withValue} from "../../components/with-value.js";
import type {LocationScale, Draws} from "../../math/gradients.js";

/** What the plot is about: f along one latent, and where q may be put. */
export interface StringStage extends GaussianReach {
  /** The part of the z-axis that is drawn. */
  zDomain: readonly [number, number];
  /** f at some z of the first latent, the others at their means. */
  curve: {z: number[]; f: number[]};
}

/** What is drawn on the stage. */
interface StringScene {
  center: Center;
  points: readonly StringPoint[];
  style: StringStyle;
  /** How many of the points make up the estimate. */
  lit: number;
  constant: number;
}

/** An input of μ and σ, drawn as strings from ε over z to f(z). */
export interface StringPlot extends HTMLElement {
  /** Where the reader has put q; setting it says nothing, and draws nothing yet. */
  value: Center;
  /** Draws; says nothing. */
  show(stage: StringStage, scene: StringScene): void;
}

const frame = {height: 444, left: 54, margin: 16, hump: 38};
const widths = {least: 300, most: 540};
const epsilonHeight = 58;
const zHeight = 196;
const plotArea = {top: 238, bottom: 424};
const reach = 3.3; // of the ε-axis, in standard deviations
const grid = sequence(-reach, reach + 0.01, 0.1);

/** Returns the plot, with marks for μ and μ + σ that can be dragged and moved by keys. */
export function stringPlot(): StringPlot {
  const x = scaleLinear();
  const y = scaleLinear([0, 1], [plotArea.bottom, plotArea.top]);
  const ofEpsilon = scaleLinear().domain([-reach, reach]);
  const element = create("div").attr("class", "string-plot");
  const node = element.node()!;
  const svg = element.append("svg");
  svg.attr("role", "group").attr("aria-label", "strings from ε over z to f(z)");

  const hump = (along: (e: number) => number, floor: number) =>
    area<number>(along, floor, (e) => floor - frame.hump * Math.exp(-(e * e) / 2))(grid);
  const noise = svg.append("path").attr("class", "noise-density").attr("data-term", "epsilon");
  const axis = (transform: string) =>
    svg.append("g").attr("class", "axis").attr("transform", transform);
  const axes = {
    epsilon: axis(`translate(0,${epsilonHeight})`),
    z: axis(`translate(0,${zHeight})`),
    f: axis(`translate(${frame.left},0)`)
  };
  const name = (text: string, className: string, top: number) =>
    svg.append("text").attr("class", `axis-name ${className}`).attr("y", top).text(text);
  name("ε ~ N(0, 1)", "of-epsilon", 14);
  name("z = μ + σε", "of-z", zHeight - 58);
  const fName = name("", "of-x", plotArea.top - 3);
  const clip = svg.append("clipPath").attr("id", "string-plot-clip").append("rect");
  clip.attr("x", frame.left - 8).attr("height", frame.height);
  const clipped = svg.append("g").attr("clip-path", "url(#string-plot-clip)");
  const density = clipped.append("path").attr("class", "q-density").attr("data-term", "q");
  const curve = clipped.append("path").attr("class", "curve");
  const strings = clipped.append("g").attr("class", "strings").attr("data-term", "z");

  let value: Center = {mu: 0, sigma: 1};
  let shown: [StringStage, StringScene] | undefined;
  const marks = gaussianMarks(svg, x, zHeight, (center) => {
    value = center;
    node.dispatchEvent(new Event("input", {bubbles: true}));
  });

  function show(stage: StringStage, scene: StringScene): void {
    shown = [stage, scene];
    const {curve: f} = stage;
    const {center, points, style, lit, constant} = scene;
    value = center;
    const ticks = x.range()[1] < 400 ? 4 : 7;
    x.domain(stage.zDomain);
    const [low, high] = extent(f.f) as [number, number];
    y.domain([low + constant, high + constant + 0.06 * (high - low)]);
    noise.attr("d", hump(ofEpsilon, epsilonHeight));
    axes.epsilon.call(axisBottom(ofEpsilon).ticks(ticks).tickSizeOuter(0));
    axes.z.call(axisBottom(x).ticks(ticks).tickSizeOuter(0));
    axes.f.call(axisLeft(y).ticks(5).tickSizeOuter(0));
    fName.text(constant === 0 ? "f(z), nats" : `f(z) + constant, nats`);
    const path = line<number>(
      (_, i) => x(f.z[i]),
      (fi) => y(fi + constant)
    );
    curve.attr("d", path(f.f));
    density.attr(
      "d",
      hump((e) => x(center.mu + center.sigma * e), zHeight)
    );
    drawStrings(strings, points, {x, y, ofEpsilon, style, lit});
    marks.reach(stage);
    marks.place(center);
  }

  onWidth(node, widths, (width) => {
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    for (const scale of [x, ofEpsilon]) scale.range([frame.left, width - frame.margin]);
    clip.attr("width", width - frame.left - frame.margin + 16);
    if (shown !== undefined) show(...shown);
  });
  giveData(node, "strings", () => shown?.[1].points.map((point) => ({...point})) ?? []);
  giveData(node, "the curve", () =>
    Array.from(shown?.[0].curve.z ?? [], (z, i) => ({z, f: shown![0].curve.f[i]}))
  );
  return withValue(Object.assign(node, {show}), {
    get: () => value,
    set(next: Center) {
      value = next;
    }
  });
}

/** A draw as a string shows it. */
export interface StringPoint {
  epsilon: number;
  z: number;
  f: number;
  /** ∂f/∂z. */
  slope: number;
  /** How much more probable z is now than when it was drawn: q(z) / q₀(z). */
  weight: number;
}

/**
 * Returns the draws from `start` on, as strings show their first latent.
 *
 * @param now the q that the draws are weighted for; its ratio to theirs is the weight
 */
export function stringPoints(
  {count, q, epsilon, z, f, slope}: Draws,
  {start, length, now, constant}: {start: number; length: number; now: Center; constant: number}
): StringPoint[] {
  const size = q.mu.length;
  const end = Math.min(count, start + length);
  return Array.from({length: Math.max(0, end - start)}, (_, i) => {
    const at = (start + i) * size;
    const distance = (z[at] - now.mu) / now.sigma;
    const logWeight = Math.log(q.sigma[0] / now.sigma) + (epsilon[at] ** 2 - distance ** 2) / 2;
    return {
      epsilon: epsilon[at],
      z: z[at],
      f: f[start + i] + constant,
      slope: slope[at],
      weight: Math.exp(logWeight)
    };
  });
}

/** Returns the Gaussian of the first latent of a q. */
export function centerOf({mu, sigma}: LocationScale): Center {
  return {mu: mu[0], sigma: sigma[0]};
}

/** Returns q with another mean and standard deviation of the first latent. */
export function withCenter({mu, sigma}: LocationScale, center: Center): LocationScale {
  return {
    mu: Array.from(mu, (value, j) => (j === 0 ? center.mu : value)),
    sigma: Array.from(sigma, (value, j) => (j === 0 ? center.sigma : value))
  };
}

/** What happens to the draws when q moves: they move along, or they stay and count otherwise. */
export type StringStyle = "moves" | "weighs";

/** Where the strings are fastened, in CSS pixels. */
interface StringLayout {
  x: Scale;
  y: Scale;
  ofEpsilon: Scale;
  style: StringStyle;
  /** How many of the points, from the first, make up the estimate. */
  lit: number;
}

const tangent = 18; // half the length of a tangent, in CSS pixels
const heaviest = 6; // the weight at which a string stops growing

/** Draws each point as a string from ε to z, a drop from z to f, and a dot. */
function drawStrings(
  group: Drawing<SVGGElement>,
  points: readonly StringPoint[],
  {x, y, ofEpsilon, style, lit}: StringLayout
): void {
  const rows = group.selectAll<SVGGElement, StringPoint>("g").data(points);
  const entered = rows.enter().append("g");
  for (const name of ["thread", "drop", "slope"]) entered.append("path").attr("class", name);
  entered.append("circle");
  rows.exit().remove();
  const all = entered.merge(rows);
  const height = ({f}: StringPoint) => Math.min(y(f), plotArea.bottom);
  const weight = (point: StringPoint) => (style === "moves" ? 1 : Math.min(point.weight, heaviest));
  all.attr("class", (_, i) => (i < lit ? "lit-string" : "coming"));
  all
    .select(".thread")
    .attr("d", ({epsilon, z}) => `M${ofEpsilon(epsilon)},${epsilonHeight}L${x(z)},${zHeight}`)
    .attr("stroke-width", (point) => 1.5 * weight(point));
  all.select(".drop").attr("d", (point) => `M${x(point.z)},${zHeight}V${height(point)}`);
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
