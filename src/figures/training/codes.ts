import {onColorScheme} from "../../components/color-scheme.js";
import {axisBottom, axisLeft, create, scaleLinear} from "d3";
import {axisGroups, latentName} from "../../components/axes.js";
import {canvasScale, codeDots, nameClasses} from "../../components/codes.js";
import {codeRows, giveData} from "../../components/figure-data.js";
import {appendImage} from "../../components/image-drawing.js";
import {MOST_CLASSES} from "../../formats/dataset.js";
import {keepSizes} from "../../components/drawn-size.js";

/** A plot of the codes of held-out images. */
export interface CodeScatter extends HTMLElement {
  show(codes: ShownCodes): void;
}

const side = 340; // CSS pixels
const margin = {top: 8, right: 8, bottom: 40, left: 42};
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
  const svg = appendImage(element, "codes of held-out images").attr(
    "viewBox",
    `0 0 ${side} ${side}`
  );
  keepSizes(svg.node()!);
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
    const colors = Array.from({length: MOST_CLASSES}, (_, i) =>
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
    codeDots(
      canvas,
      {...dots, labels: labels.map((label) => label % MOST_CLASSES)},
      {x, y},
      colors
    );
  }

  giveData(element.node()!, "codes of held-out images", () => codeRows(last?.mu, last));
  onColorScheme(() => {
    if (last !== undefined) show(last);
  });
  return Object.assign(element.node()!, {show});
}

/** Codes to plot. */
interface ShownCodes {
  /** The means of q(z|x), row-major [count, latentSize]; so is logVar, log σ². */
  mu: Float32Array;
  logVar: Float32Array;
  latentSize: number;
  /** The mean KL of each dimension, in nats per image. */
  klPerUnit: readonly number[];
  /** The class of each code, where it is known, and what the classes are called. */
  labels?: Uint8Array;
  classes?: readonly string[];
}

/** Codes as points of a plane. */
interface ScatterView {
  /** Row-major [count, 2]. */
  points: Float32Array;
  /** The dimensions on the axes; of one dimension alone, the other axis is σ. */
  axes: readonly number[];
  horizontal: [number, number];
  vertical: [number, number];
}

/** The prior's own reach; codes farther out double it until they fit. */
const REACH = 4;

/** The share of codes that may lie outside the plot: five in a thousand. */
const OUTSIDE = 0.005;

/** Returns where codes are plotted: of several dimensions, the two with the greatest KL. */
export function scatterView({mu, logVar, latentSize, klPerUnit}: ShownCodes): ScatterView {
  const count = mu.length / latentSize;
  const order = Array.from({length: latentSize}, (_, unit) => unit).toSorted(
    (a, b) => (klPerUnit[b] ?? 0) - (klPerUnit[a] ?? 0)
  );
  const axes = order.slice(0, 2).toSorted((a, b) => a - b);
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; ++i) {
    points[2 * i] = mu[i * latentSize + axes[0]];
    points[2 * i + 1] = latentSize === 1 ? Math.exp(logVar[i] / 2) : mu[i * latentSize + axes[1]];
  }
  const reach = reachOf(latentSize === 1 ? mu : points);
  const horizontal: [number, number] = [-reach, reach];
  return {points, axes, horizontal, vertical: latentSize === 1 ? [0, 1.2] : horizontal};
}

function reachOf(values: Float32Array): number {
  const sizes = values.map(Math.abs).toSorted();
  const far = sizes[Math.floor((sizes.length - 1) * (1 - OUTSIDE))] ?? 0;
  let reach = REACH;
  while (reach < far && Number.isFinite(far)) reach *= 2;
  return reach;
}
