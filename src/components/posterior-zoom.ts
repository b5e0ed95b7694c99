import {create, scaleLinear} from "d3";
import {codeCanvas, type CodeCloud} from "./code-canvas.js";
import {drawContours, type DrawnPosterior} from "./contours.js";
import {pointRows} from "./data-rows.js";
import {giveData} from "./figure-data.js";
import {labelledAxes} from "./labelled-axes.js";
import {latentName} from "./latent-name.js";
import {svgBox} from "./svg-shapes.js";
import {zoomReach} from "./zoom-reach.js";

/** The surroundings of one q(z|x), enlarged, with samples of it. */
export interface PosteriorZoom extends HTMLElement {
  /** The codes of the test set that may lie near. */
  codes(cloud: CodeCloud): void;
  /**
   * Shows q and samples z of it, or neither.
   *
   * @param samples row-major [count, 2]
   */
  show(q: DrawnPosterior | undefined, samples: ArrayLike<number>): void;
}

const side = 232; // CSS pixels
const margin = {left: 60, right: 6, top: 18, bottom: 48}; // square inside: one scale

/** Returns an enlargement that follows q: its mean is always in the middle. */
export function posteriorZoom(): PosteriorZoom {
  const root = create("div").attr("class", "stage posterior-zoom");
  const element = root.node()!;
  const dots = codeCanvas(side);
  element.append(dots.canvas);
  const svg = root.append("svg").attr("viewBox", `0 0 ${side} ${side}`).attr("aria-hidden", "true");
  const x = scaleLinear([-1, 1], [margin.left, side - margin.right]);
  const y = scaleLinear([-1, 1], [side - margin.bottom, margin.top]);
  const grid = svg.append("g");
  const ellipses = drawContours(svg.append("g").attr("class", "of-q").attr("data-term", "q"));
  const points = svg.append("g").attr("class", "samples of-z").attr("data-term", "z");
  let cloud: CodeCloud | undefined;
  let present: ArrayLike<number> = [];

  function show(q: DrawnPosterior | undefined, samples: ArrayLike<number>): void {
    present = samples;
    svg.attr("visibility", q === undefined ? "hidden" : "visible");
    dots.canvas.hidden = q === undefined;
    if (q === undefined) return;
    const reach = q.reach ?? zoomReach(q.sigma);
    x.domain([q.mu[0] - reach, q.mu[0] + reach]);
    y.domain([q.mu[1] - reach, q.mu[1] + reach]);
    if (cloud !== undefined) dots.draw(cloud, {x, y});
    grid.selectChildren().remove();
    svgBox(grid, "frame", x.range(), y.range());
    const {xLabel, yLabel} = labelledAxes(grid, x, y, {xTicks: 3, yTicks: 3});
    xLabel.classed("of-z", true).text(latentName("z", 0));
    yLabel.classed("of-z", true).text(latentName("z", 1));
    // The numbers have more digits here, and the name stands beyond them.
    yLabel.attr("transform", `translate(8,${(y.range()[0] + y.range()[1]) / 2}) rotate(-90)`);
    ellipses(q, {x, y});
    const places = Array.from({length: samples.length / 2}, (_, i) => [
      x(samples[2 * i]),
      y(samples[2 * i + 1])
    ]);
    const circles = points.selectAll("circle").data(places).join("circle");
    circles
      .attr("r", 2.6)
      .attr("cx", ([across]) => across)
      .attr("cy", ([, up]) => up);
  }

  function codes(next: CodeCloud): void {
    cloud = next;
  }

  giveData(element, "points in the enlargement", () => pointRows(present, "z"));
  show(undefined, []);
  return Object.assign(element, {codes, show});
}
