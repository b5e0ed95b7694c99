import {axisBottom, axisLeft, create, scaleLinear} from "d3";
import {axisGroups, latentName} from "./axes.js";
import {canvasScale, codeDots, nameClasses} from "./codes.js";
import {codeRows, giveData} from "./figure-data.js";
import type {ShownCodes} from "./scatter-view.js";
import {scatterView} from "./scatter-view.js";

/** A plot of the codes of held-out images. */
export interface CodeScatter extends HTMLElement {
  show(codes: ShownCodes): void;
}

const side = 340; // CSS pixels
const margin = {top: 8, right: 8, bottom: 40, left: 42};
/** There are colors for so many classes. */
const colorCount = 10;
/** Codes that all lie nearer to 0 are not told apart by name. */
const APART = 0.5;

/**
 * Returns a plot of posterior means: of two dimensions those with the greatest KL; of one, its mean
 * against σ. Circles are at one, two and three standard deviations of the prior.
 */
export function codeScatter(): CodeScatter {
  const element = create("div").attr("class", "code-scatter");
  const canvas = element.append("canvas").attr("aria-hidden", "true").node()!;
  canvas.width = canvas.height = side * canvasScale;
  const svg = element.append("svg").attr("viewBox", `0 0 ${side} ${side}`).attr("role", "img");
  const x = scaleLinear().range([margin.left, side - margin.right]);
  const y = scaleLinear().range([side - margin.bottom, margin.top]);
  const prior = svg.append("g").attr("class", "prior-circles").attr("data-term", "prior");
  const {below, beside} = axisGroups(svg, {left: margin.left, bottom: side - margin.bottom});
  const xLabel = svg.append("text").attr("class", "axis-label");
  xLabel.attr("x", (margin.left + side) / 2).attr("y", side - 6);
  const yLabel = svg.append("text").attr("class", "axis-label");
  yLabel.attr("transform", `translate(11,${(side - margin.bottom) / 2}) rotate(-90)`);
  const names = svg.append("g").attr("class", "class-names");
  let last: ShownCodes | undefined;

  function show(codes: ShownCodes): void {
    last = codes;
    const {points, axes, horizontal, vertical} = scatterView(codes);
    x.domain(horizontal);
    y.domain(vertical);
    below.call(axisBottom(x).ticks(6).tickSizeOuter(0));
    beside.call(axisLeft(y).ticks(6).tickSizeOuter(0));
    const [across, up] = axes.map((axis) => `μ of ${latentName("z", axis)}`);
    xLabel.text(across);
    yLabel.text(up ?? `σ of ${latentName("z", 0)}`);
    const circle = prior.selectAll("ellipse").data(axes.length === 1 ? [] : [1, 2, 3]);
    circle
      .join("ellipse")
      .attr("cx", x(0))
      .attr("cy", y(0))
      .attr("rx", (radius) => Math.abs(x(radius) - x(0)))
      .attr("ry", (radius) => Math.abs(y(radius) - y(0)));
    svg.attr("aria-label", `codes of ${points.length / 2} held-out images`);
    const style = getComputedStyle(document.documentElement);
    const {labels = new Uint8Array(points.length / 2), classes = []} = codes;
    const isNamed = codes.labels !== undefined;
    const colors = Array.from({length: colorCount}, (_, i) =>
      style.getPropertyValue(isNamed ? `--class-${i}` : "--of-z")
    );
    const shown = new Set(colors.keys());
    const dots = {codes: points, latentSize: 2, axes: [0, 1] as const, shown};
    const named = {codes: points, labels, latentSize: 2, classes};
    // Names of classes whose codes lie on one place would only cover each other.
    const isApart = points.some((value) => Math.abs(value) > APART);
    if (isNamed && isApart && labels.every((label) => label < classes.length)) {
      const present = new Set(labels);
      nameClasses(names, named, {axes: dots.axes, shown: present, x, y});
    } else names.selectAll("text").remove();
    codeDots(canvas, {...dots, labels: labels.map((label) => label % colorCount)}, {x, y}, colors);
  }

  giveData(element.node()!, "codes of held-out images", () => codeRows(last?.mu, last));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (last !== undefined) show(last);
  });
  return Object.assign(element.node()!, {show});
}
