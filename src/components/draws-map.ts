import {line} from "d3";
import type {View} from "./plane-view.js";
import type {PosteriorMap, PosteriorMapOptions} from "./posterior-map.js";
import {posteriorMap} from "./posterior-map.js";

/** Points on the map, and how they are drawn: by the class of their group. */
interface DrawsLayer {
  className: string;
  /** Row-major [count, 2]. */
  z: ArrayLike<number>;
}

/** What stands on the map. */
export interface DrawsLayers {
  points: readonly DrawsLayer[];
  /** Lines through points, in their order. */
  paths: readonly DrawsLayer[];
  /** Closed lines: the contours of q. */
  contours: readonly ArrayLike<number>[];
}

/** A posterior on the plane, with draws of it, the way of a chain, and the contours of a q. */
export interface DrawsMap extends Pick<PosteriorMap, "element" | "look" | "density"> {
  show(layers: DrawsLayers): void;
}

const nothing: DrawsLayers = {points: [], paths: [], contours: []};

/** Returns an empty map; see posteriorMap for its options. */
export function drawsMap(options: Omit<PosteriorMapOptions, "redraw">): DrawsMap {
  const map = posteriorMap({...options, redraw: draw});
  map.element.classList.add("draws-map");
  const {inside, x, y} = map;
  const paths = inside.append("g").attr("class", "draws-paths");
  const points = inside.append("g");
  const contours = inside.append("g").attr("class", "of-q draws-contours").attr("data-term", "q");
  let shown = nothing;

  function draw(): void {
    const places = (z: ArrayLike<number>) =>
      Array.from({length: z.length / 2}, (_, i) => [x(z[2 * i]), y(z[2 * i + 1])] as const);
    const through = (z: ArrayLike<number>) =>
      line<readonly [number, number]>(
        ([px]) => px,
        ([, py]) => py
      )(places(z));
    const ways = paths.selectAll("path").data(shown.paths).join("path");
    ways.attr("class", ({className}) => className).attr("d", ({z}) => through(z));
    const groups = points
      .selectAll<SVGGElement, DrawsLayer>("g")
      .data(shown.points)
      .join("g")
      .attr("class", ({className}) => `draws ${className}`);
    const dots = groups.selectAll("circle").data(({z}) => places(z));
    dots
      .join("circle")
      .attr("r", 3)
      .attr("cx", ([px]) => px)
      .attr("cy", ([, py]) => py);
    const closed = contours.selectAll("path").data(shown.contours).join("path");
    closed.attr("d", (z) => `${through(z)}Z`);
  }

  return {
    element: map.element,
    look: map.look,
    density: map.density,
    show(layers) {
      shown = layers;
      draw();
    }
  };
}

/** Returns the box around some points, row-major [count, 2]. */
export function boxOf(z: ArrayLike<number>): View {
  const [across, up] = [0, 1].map((axis) => Array.from(z).filter((_, i) => i % 2 === axis));
  return [Math.min(...across), Math.max(...across), Math.min(...up), Math.max(...up)];
}
