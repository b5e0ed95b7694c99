import {area, axisBottom, axisLeft, create, extent, line, range as sequence, scaleLinear} from "d3";
import {onWidth} from "./axes.js";
import {giveData} from "./figure-data.js";
import type {GaussianReach} from "./gaussian-marks.js";
import {gaussianMarks} from "./gaussian-marks.js";
import type {StringStyle} from "./string-lines.js";
import {drawStrings} from "./string-lines.js";
import type {Center, StringPoint} from "./string-state.js";

/** What the plot is about: f along one latent, and where q may be put. */
export interface StringStage extends GaussianReach {
  /** The part of the z-axis that is drawn. */
  zDomain: readonly [number, number];
  /** f at some z of the first latent, the others at their means. */
  curve: {z: number[]; f: number[]};
}

/** What is drawn on the stage. */
export interface StringScene {
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
const epsilonLine = 58;
const zLine = 196;
const plot = {top: 238, bottom: 424};
const reach = 3.3; // of the ε-axis, in standard deviations
const grid = sequence(-reach, reach + 0.01, 0.1);

/** Returns the plot, with marks for μ and μ + σ that can be dragged and moved by keys. */
export function stringPlot(): StringPlot {
  const x = scaleLinear();
  const y = scaleLinear([0, 1], [plot.bottom, plot.top]);
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
    epsilon: axis(`translate(0,${epsilonLine})`),
    z: axis(`translate(0,${zLine})`),
    f: axis(`translate(${frame.left},0)`)
  };
  const name = (text: string, className: string, top: number) =>
    svg.append("text").attr("class", `axis-name ${className}`).attr("y", top).text(text);
  name("ε ~ N(0, 1)", "of-epsilon", 14);
  name("z = μ + σε", "of-z", zLine - 58);
  const fName = name("", "of-x", plot.top - 14);
  const clip = svg.append("clipPath").attr("id", "string-plot-clip").append("rect");
  clip.attr("x", frame.left - 8).attr("height", frame.height);
  const clipped = svg.append("g").attr("clip-path", "url(#string-plot-clip)");
  const density = clipped.append("path").attr("class", "q-density").attr("data-term", "q");
  const curve = clipped.append("path").attr("class", "curve");
  const strings = clipped.append("g").attr("class", "strings").attr("data-term", "z");

  let value: Center = {mu: 0, sigma: 1};
  let shown: [StringStage, StringScene] | undefined;
  const marks = gaussianMarks(svg, x, zLine, (center) => {
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
    noise.attr("d", hump(ofEpsilon, epsilonLine));
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
      hump((e) => x(center.mu + center.sigma * e), zLine)
    );
    drawStrings(strings, points, {x, y, ofEpsilon, epsilonLine, zLine, style, lit, plot});
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
  return Object.defineProperty(Object.assign(node, {show}), "value", {
    get: () => value,
    set(next: Center) {
      value = next;
    }
  }) as unknown as StringPlot;
}
