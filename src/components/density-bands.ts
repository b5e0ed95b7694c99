import {contours, geoPath, geoTransform} from "d3";
import type {Drawing, Scale} from "./labelled-axes.js";

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
