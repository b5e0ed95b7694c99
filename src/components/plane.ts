import {create, scaleLinear} from "d3";
import type {Channels} from "../formats/image-size.js";
import type {Drawing, Mark, Scale} from "./axes.js";
import {labelledAxes, latentName, svgBox, svgMark} from "./axes.js";
import type {Axes} from "./codes.js";
import {canvasScale, layCodes} from "./codes.js";
import {keepSizes} from "./drawn-size.js";
import {appendImage} from "./image-drawing.js";

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
interface PlaneStage {
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
  keepSizes(svg.node()!);
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

/** The plane of two latents, with the prior’s circles on it. */
interface PriorPlane {
  element: HTMLDivElement;
  svg: Drawing<SVGSVGElement>;
  x: Scale;
  y: Scale;
  /** Draws the axes and the circles on a plane from −extent to extent. */
  frame(extent: number): void;
}

/** The side of the drawing, in CSS pixels. */
export const planeSide = 400;

/** Returns an empty plane over some canvases, with the same scale in both directions. */
export function priorPlane(className: string, ...canvases: HTMLCanvasElement[]): PriorPlane {
  const root = create("div").attr("class", `stage ${className}`);
  const element = root.node()!;
  element.append(...canvases);
  const svg = appendImage(root, "the latent plane");
  svg.attr("viewBox", `0 0 ${planeSide} ${planeSide}`);
  keepSizes(svg.node()!);
  const x = scaleLinear([-1, 1], [margin.left, planeSide - margin.right]);
  const y = scaleLinear([-1, 1], [planeSide - margin.bottom, margin.top]);
  const grid = svg.append("g");
  const prior = svg.append("g").attr("class", "prior-circles").attr("data-term", "prior");

  function frame(extent: number): void {
    x.domain([-extent, extent]);
    y.domain([-extent, extent]);
    grid.selectChildren().remove();
    svgBox(grid, "frame", x.range(), y.range());
    const {xLabel, yLabel} = labelledAxes(grid, x, y, {xTicks: 8, yTicks: 8});
    xLabel.classed("of-z", true).text(latentName("z", 0));
    xLabel.append("tspan").attr("class", "unit").text(", in standard deviations of the prior");
    yLabel.classed("of-z", true).text(latentName("z", 1));
    prior.selectChildren().remove();
    for (const deviations of [1, 2]) {
      const radius = x(deviations) - x(0);
      prior.append("circle").attr("cx", x(0)).attr("cy", y(0)).attr("r", radius);
    }
    const label = prior
      .append("text")
      .attr("x", x(0))
      .attr("y", y(2) - 5);
    label.text("the prior: 1 and 2 standard deviations");
  }

  return {element, svg, x, y, frame};
}

/** The share of the coordinates that a plane has room for: a few codes lie very far out. */
const shareInside = 0.998;

/**
 * Returns how far a plane reaches from 0 to each side, in standard deviations of the prior: the
 * same on all axes, so that a change of axes changes no scale, and a multiple of ½.
 *
 * @param mu posterior means; if there are none, the plane reaches to 2
 */
export function planeExtent(mu: Float32Array): number {
  // A typed array sorts its numbers much faster than d3 finds a quantile of them.
  const far = mu.map(Math.abs).toSorted()[Math.ceil(shareInside * (mu.length - 1))] ?? 0;
  return Math.max(2, Math.ceil(2 * far) / 2);
}

/** A model as the plane needs it. */
export interface PlaneModel extends CodeCloud {
  /** What the model is called. */
  title: string;
  /** The width of its images, in pixels; defaults to 28. */
  width?: number;
  /** The numbers of a pixel; defaults to 1. */
  channels?: Channels;
  /** What is to be said beside its codes, such as why there are none. */
  remark?: string;
  /** Returns the pixels at one z. */
  decode(z: number[]): Promise<Uint8ClampedArray>;
}
