import {area, axisBottom, axisLeft, create, line, range as sequence, scaleLinear} from "d3";
import type {Drawing, Scale} from "../../components/axes.js";
import {svgMark} from "../../components/axes.js";
import {clamp, draggable} from "../../components/drag.js";
import {threeDigits} from "../../components/histogram.js";
import type {Recipe} from "../../math/recipes/recipe.js";

const frame = {left: 56, margin: 16, height: 424};
const curveBox = {top: 26, bottom: 206};
const densityArea = {floor: 376, height: 116};
const steps = 100; // of the keyboard, across u

/**
 * Returns a recipe of one ε as a curve: ε on the vertical axis, z = g(ε) on the horizontal one, and
 * under it the density that comes out. The marks on the vertical axis can be dragged.
 */
export function recipeCurve(move: (mark: number, u: number) => void): RecipePicture {
  const svg = create("svg");
  const y = scaleLinear().range([curveBox.bottom, curveBox.top]);
  const panel = densityPanel(svg as Drawing<SVGSVGElement>, densityArea.floor, densityArea.height);
  const axis = svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(${frame.left},0)`);
  const name = svg.append("text").attr("class", "axis-name of-epsilon").attr("y", 12);
  const clip = svg.append("clipPath").attr("id", "recipe-curve-clip").append("rect");
  clip.attr("x", frame.left).attr("height", frame.height);
  const inside = svg.append("g").attr("clip-path", "url(#recipe-curve-clip)");
  const curve = inside.append("path").attr("class", "curve");
  const threads = inside.append("g");
  const marks = svg.append("g");
  let scene: RecipeScene;

  function drawMarks(): void {
    const {recipe, parameters, u} = scene;
    const points = u.map((ui) => {
      const epsilon = recipe.epsilon(ui);
      return {epsilon, z: recipe.map([epsilon], parameters)[0]};
    });
    threads
      .selectAll("path")
      .data(points)
      .join("path")
      .attr("class", "recipe-thread")
      .attr(
        "d",
        ({epsilon, z}) => `M${frame.left},${y(epsilon)}H${panel.x(z)}V${densityArea.floor}`
      );
    threads
      .selectAll("circle")
      .data(points)
      .join("circle")
      .attr("class", "recipe-z")
      .attr("r", 4)
      .attr("cx", ({z}) => panel.x(z))
      .attr("cy", densityArea.floor);
    marks.selectAll<SVGGElement, unknown>(".mark").each(function (_, i) {
      const {epsilon, z} = points[i];
      this.setAttribute("transform", `translate(${frame.left},${y(epsilon)})`);
      this.setAttribute("aria-valuenow", String(u[i]));
      const text = `ε = ${threeDigits(epsilon)}, z = ${threeDigits(z)}`;
      this.setAttribute("aria-valuetext", text);
    });
  }

  function show(next: RecipeScene): void {
    scene = next;
    const {recipe, parameters, u, domain, sample, width} = scene;
    const across = [frame.left, width - frame.margin] as const;
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    clip.attr("width", across[1] - across[0]);
    panel.draw(recipe, parameters, {domain, sample, across});
    const [low, high] = noiseDomain(recipe);
    y.domain([low, high]);
    axis.call(axisLeft(y).ticks(5).tickSizeOuter(0));
    name.text(`ε ~ ${recipe.noise}`);
    const path = line<number>(
      (at) => panel.x(recipe.map([recipe.epsilon(at)], parameters)[0]),
      (at) => y(recipe.epsilon(at))
    );
    const along = [0.001, ...sequence(noiseEnds[0], noiseEnds[1], 0.005), noiseEnds[1], 0.999];
    const isDrawn = (at: number) => recipe.epsilon(at) >= low && recipe.epsilon(at) <= high;
    curve.attr("d", path(along.filter(isDrawn)));
    while (marks.selectAll(".mark").size() < u.length) addMark(marks.selectAll(".mark").size());
    drawMarks();
  }

  function addMark(i: number): void {
    const mark = svgMark(marks as unknown as Drawing<SVGSVGElement>, "epsilon");
    mark.attr("role", "slider").attr("aria-label", `ε, mark ${i + 1}`);
    mark.attr("aria-valuemin", noiseEnds[0]).attr("aria-valuemax", noiseEnds[1]);
    const to = (u: number) => move(i, clamp(u, noiseEnds));
    draggable(mark.node()!, {
      drag: (_, py) => to(uniformOf(scene.recipe, y.invert(py))),
      key: (right, up) => to(scene.u[i] + (right + up) / steps)
    });
  }

  return {element: svg.node()!, show};
}

/** The z-axis with the density of z and a sample over it. */
interface DensityPanel {
  /** z to CSS pixels, as last drawn. */
  x: Scale;
  draw(recipe: Recipe, parameters: readonly number[], panel: DensityData): void;
}

/** What the panel shows. */
interface DensityData {
  domain: readonly [number, number];
  /** The first numbers of many z. */
  sample: ArrayLike<number>;
  /** Where the axis begins and ends, in CSS pixels. */
  across: readonly [number, number];
}

const binCount = 48;

/**
 * Draws the panel.
 *
 * @param floor the line of the axis
 * @param height of the highest density
 */
export function densityPanel(
  svg: Drawing<SVGSVGElement>,
  floor: number,
  height: number
): DensityPanel {
  const x = scaleLinear();
  const up = scaleLinear().range([floor, floor - height]);
  const bars = svg.append("path").attr("class", "recipe-bars");
  const curve = svg.append("path").attr("class", "recipe-density");
  const axis = svg.append("g").attr("class", "axis").attr("transform", `translate(0,${floor})`);
  const name = svg
    .append("text")
    .attr("class", "axis-label of-z")
    .attr("y", floor + 34);

  function draw(recipe: Recipe, parameters: readonly number[], data: DensityData): void {
    const {domain, sample, across} = data;
    x.domain(domain).range(across);
    const points = densityPoints(recipe, parameters, domain);
    up.domain([0, topDensity(points, domain)]).clamp(true);
    const heights = sampleDensities(sample, domain, binCount);
    const width = (domain[1] - domain[0]) / binCount;
    const outlineSteps = heights.flatMap((density, i) => [
      {z: domain[0] + i * width, density},
      {z: domain[0] + (i + 1) * width, density}
    ]);
    const fill = area<{z: number; density: number}>(
      (point) => x(point.z),
      floor,
      (point) => up(point.density)
    );
    bars.attr("d", fill(outlineSteps));
    const outline = line<{z: number; density: number}>(
      (point) => x(point.z),
      (point) => up(point.density)
    );
    curve.attr("d", outline(points.filter(({density}) => Number.isFinite(density))));
    axis.call(
      axisBottom(x)
        .ticks((across[1] - across[0]) / 80)
        .tickSizeOuter(0)
    );
    name.attr("x", (across[0] + across[1]) / 2);
    name.text(recipe.name === "Dirichlet" ? "z₁, the first share" : "z");
  }

  return {x, draw};
}

const tails = {low: 0.02, high: 0.97}; // how much of the sample lies below the ends
const slack = 1.6; // how much farther the axis goes, so that parameters have room to move z

/**
 * Returns the part of the z-axis to draw for a recipe. It rests on the parameters to begin with, so
 * that it stays while they move: what moves then is z.
 *
 * @param sample z at those parameters, sorted
 */
export function zDomain(
  sample: readonly number[],
  {isShare = false}: Pick<Recipe, "isShare">
): [number, number] {
  if (isShare) return [0, 1];
  const at = (share: number) => sample[Math.floor(share * (sample.length - 1))];
  const [low, high] = [at(tails.low), at(tails.high)];
  if (sample[0] >= 0) return [0, slack * high];
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return [middle - slack * half, middle + slack * half];
}

/** Returns the points at which the density is drawn, without the ends, where it may be infinite. */
export function densityPoints(
  {pdf}: Pick<Recipe, "pdf">,
  parameters: readonly number[],
  [low, high]: readonly [number, number]
): {z: number; density: number}[] {
  const count = 240;
  return Array.from({length: count}, (_, i) => {
    const z = low + ((i + 0.5) * (high - low)) / count;
    return {z, density: pdf(z, parameters)};
  });
}

/** Returns the density at the top of the axis: the highest, unless a spike would flatten the rest. */
export function topDensity(
  points: readonly {density: number}[],
  [low, high]: readonly [number, number]
): number {
  const most = Math.max(...points.map(({density}) => density));
  return Math.min(most, 12 / (high - low));
}

/** Returns the shares of a sample in equal parts of the axis, as densities. */
export function sampleDensities(
  sample: ArrayLike<number>,
  [low, high]: readonly [number, number],
  bins: number
): number[] {
  const counts = Array.from({length: bins}, () => 0);
  const width = (high - low) / bins;
  for (let i = 0; i < sample.length; ++i) {
    const at = Math.floor((sample[i] - low) / width);
    if (at >= 0 && at < bins) counts[at] += 1;
  }
  return counts.map((count) => count / (sample.length * width));
}

/** Where the axis of ε ends, of u: beyond them many ε are infinite. */
export const noiseEnds = [0.01, 0.99] as const;

/** Returns the part of the ε-axis to draw. */
export function noiseDomain({epsilon}: Pick<Recipe, "epsilon">): [number, number] {
  const isUniform = epsilon(0.25) === 0.25;
  return isUniform ? [0, 1] : [epsilon(noiseEnds[0]), epsilon(noiseEnds[1])];
}

/** Returns the u, between the ends, whose ε is nearest to the given one: by halving. */
export function uniformOf({epsilon}: Pick<Recipe, "epsilon">, wanted: number): number {
  let [low, high]: readonly number[] = noiseEnds;
  for (let i = 0; i < 40; ++i) {
    const middle = (low + high) / 2;
    if (epsilon(middle) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** What a picture of a recipe shows. */
export interface RecipeScene {
  recipe: Recipe;
  parameters: readonly number[];
  /** The uniform numbers of the marks. */
  u: readonly number[];
  /** The part of the z-axis that is drawn. */
  domain: readonly [number, number];
  /** The first numbers of many z. */
  sample: ArrayLike<number>;
  /** The width to lay out for, in CSS pixels. */
  width: number;
}

/** A way to draw a recipe. */
export interface RecipePicture {
  element: SVGSVGElement;
  show(scene: RecipeScene): void;
}
