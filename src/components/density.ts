import {contours, geoPath, geoTransform} from "d3";
import type {Drawing, Scale} from "./axes.js";

/** Numbers on a lattice of the plane, each at the middle of a cell. */
export interface PlaneField {
  /** Row-major [rows × columns], the lowest row first. */
  values: ArrayLike<number>;
  columns: number;
  rows: number;
  /** What the cells cover: [left, right, bottom, top]. */
  box: readonly [number, number, number, number];
}

/**
 * Draws where a field is above each of some thresholds, a path for each, from the lowest to the
 * highest; paths that are not opaque add up to a heat map that follows the colors of the page.
 */
export function densityBands(
  group: Drawing<SVGGElement>,
  {values, columns, rows, box: [left, right, bottom, top]}: PlaneField,
  thresholds: readonly number[],
  {x, y}: {x: Scale; y: Scale}
): void {
  // d3 counts in cells, from the lower left corner of the first one.
  const projection = geoTransform({
    point(column, row) {
      this.stream.point(
        x(left + (column / columns) * (right - left)),
        y(bottom + (row / rows) * (top - bottom))
      );
    }
  });
  const bands = contours()
    .size([columns, rows])
    .thresholds(thresholds.toSorted((a, b) => a - b))(Array.from(values));
  group.selectAll("path").data(bands).join("path").attr("d", geoPath(projection));
}

/** A q(z|x) = N(μ, diag σ²) of two latents, as figures draw it. */
export interface DrawnPosterior {
  /** Length 2. */
  mu: ArrayLike<number>;
  /** Length 2, standard deviations, in units of the plane. */
  sigma: ArrayLike<number>;
  /** How far an enlargement goes to each side of μ; defaults to what zoomReach says of σ. */
  reach?: number;
}

/** The contours that are drawn, in standard deviations. */
const deviations = [1, 2];

/** Returns a function that draws the contours of q at one and two standard deviations, to scale. */
export function drawContours(
  group: Drawing<SVGGElement>
): (q: DrawnPosterior, scales: {x: Scale; y: Scale}) => void {
  const ellipses = group.selectAll("ellipse").data(deviations).join("ellipse");
  ellipses.attr("class", "contour");
  return ({mu, sigma}, {x, y}) => {
    const [across, up] = [x(1) - x(0), y(0) - y(1)]; // CSS pixels for one unit of the plane
    ellipses
      .attr("cx", x(mu[0]))
      .attr("cy", y(mu[1]))
      .attr("rx", (count) => count * sigma[0] * across)
      .attr("ry", (count) => count * sigma[1] * up);
  };
}
