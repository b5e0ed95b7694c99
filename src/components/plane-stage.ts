import {create, scaleLinear} from "d3";
import type {Axes} from "./class-medians.js";
import {canvasScale} from "./code-dots.js";
import {planeExtent} from "./plane-extent.js";
import {labelledAxes, type Scale} from "./labelled-axes.js";
import {latentName} from "./latent-name.js";
import {layCodes} from "./lay-codes.js";
import {svgBox, svgMark, type Mark} from "./svg-shapes.js";

/** The codes of a test set, and what its classes are called. */
export interface CodeCloud {
  /** Posterior means, row-major [count, latentSize]. */
  mu: Float32Array;
  /** The class of each code. */
  labels: Uint8Array;
  latentSize: number;
  classes: readonly string[];
}

/** The drawing of a latent plane, without what a reader can do with it. */
export interface PlaneStage {
  element: HTMLElement;
  /** Where pointing counts. */
  field: SVGRectElement;
  /** The point that the sliders hold, or the reader. */
  mark: Mark;
  x: Scale;
  y: Scale;
  /**
   * Draws the codes of the shown classes, their names, the axes, and as a box the reach of the
   * sliders: the least and the greatest z of each.
   */
  draw(cloud: CodeCloud, axes: Axes, shown: ReadonlySet<number>, reach: readonly number[]): void;
}

const side = 400; // CSS pixels
const margin = {left: 46, right: 8, top: 10, bottom: 44};

/** Returns a stage with the same scale in both directions, wide enough for nearly every code. */
export function planeStage(): PlaneStage {
  const stage = create("div").attr("class", "stage");
  const canvas = stage.append("canvas").node()!;
  canvas.width = canvas.height = side * canvasScale;
  canvas.ariaHidden = "true";
  const svg = stage.append("svg").attr("viewBox", `0 0 ${side} ${side}`);
  const x = scaleLinear([-1, 1], [margin.left, side - margin.right]);
  const y = scaleLinear([-1, 1], [side - margin.bottom, margin.top]);
  const grid = svg.append("g");
  const box = svg.append("g");
  const field = svgBox(svg, "field", x.range(), y.range()).node()!;
  const names = svg.append("g").attr("class", "class-names").attr("aria-hidden", "true");
  const mark = svgMark(svg, "z").attr("visibility", "hidden");

  function draw(
    cloud: CodeCloud,
    axes: Axes,
    shown: ReadonlySet<number>,
    reach: readonly number[]
  ): void {
    const extent = planeExtent(cloud.mu);
    x.domain([-extent, extent]);
    y.domain([-extent, extent]);
    layCodes(canvas, names, {...cloud, codes: cloud.mu}, {x, y, axes, shown});

    mark.attr("visibility", "visible");
    grid.selectChildren().remove();
    const {xLabel, yLabel} = labelledAxes(grid, x, y, {xTicks: 8, yTicks: 8});
    const name = (axis: number) => `${latentName("z", axis)}, in standard deviations of the prior`;
    xLabel.classed("of-z", true).text(name(axes[0]));
    yLabel.classed("of-z", true).text(name(axes[1]));
    box.selectChildren().remove();
    svgBox(box, "box", reach.map(x), reach.map(y));
  }

  return {element: stage.node()!, field, mark, x, y, draw};
}
