import {create, scaleLinear} from "d3";
import {labelledAxes, type Drawing, type Scale} from "./labelled-axes.js";
import {latentName} from "./latent-name.js";
import {svgBox} from "./svg-shapes.js";

/** The plane of two latents, with the prior’s circles on it. */
export interface PriorPlane {
  element: HTMLDivElement;
  svg: Drawing<SVGSVGElement>;
  x: Scale;
  y: Scale;
  /** Draws the axes and the circles, so far to each side from 0. */
  frame(extent: number): void;
}

/** The side of the drawing, in CSS pixels. */
export const planeSide = 400;

const margin = {left: 46, right: 8, top: 10, bottom: 44}; // square inside: one scale

/** Returns an empty plane over some canvases, with the same scale in both directions. */
export function priorPlane(className: string, ...canvases: HTMLCanvasElement[]): PriorPlane {
  const root = create("div").attr("class", `stage ${className}`);
  const element = root.node()!;
  element.append(...canvases);
  const svg = root.append("svg").attr("viewBox", `0 0 ${planeSide} ${planeSide}`);
  svg.attr("role", "img");
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
    xLabel.classed("of-z", true).text(`${latentName("z", 0)}, in standard deviations of the prior`);
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
