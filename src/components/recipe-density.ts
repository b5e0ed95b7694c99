import {area, axisBottom, line, scaleLinear} from "d3";
import type {Recipe} from "../math/recipes/recipe.js";
import type {Drawing, Scale} from "./axes.js";
import {densityPoints, sampleDensities, topDensity} from "./recipe-scale.js";

/** The z-axis with the density of z and a sample over it. */
export interface DensityPanel {
  /** z to CSS pixels, as last drawn. */
  x: Scale;
  draw(recipe: Recipe, parameters: readonly number[], panel: DensityData): void;
}

/** What the panel shows. */
export interface DensityData {
  domain: readonly [number, number];
  /** The first numbers of many z. */
  sample: ArrayLike<number>;
  /** Where the axis begins and ends, in CSS pixels. */
  across: readonly [number, number];
}

const bins = 48;

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
    const heights = sampleDensities(sample, domain, bins);
    const width = (domain[1] - domain[0]) / bins;
    const steps = heights.flatMap((density, i) => [
      {z: domain[0] + i * width, density},
      {z: domain[0] + (i + 1) * width, density}
    ]);
    const fill = area<{z: number; density: number}>(
      (point) => x(point.z),
      floor,
      (point) => up(point.density)
    );
    bars.attr("d", fill(steps));
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
