import {codeCanvas, type CodeCloud} from "./code-canvas.js";
import {drawContours, type DrawnPosterior} from "./contours.js";
import {codeRows, gaussianRows, pointRows} from "./data-rows.js";
import {giveData} from "./figure-data.js";
import {planeExtent} from "./plane-extent.js";
import {planeSide, priorPlane} from "./prior-plane.js";
import {zoomReach} from "./zoom-reach.js";

/** The latent plane with one q(z|x) on it, to scale. */
export interface PosteriorPlane extends HTMLElement {
  /** Draws the codes of a test set behind, and the prior’s circles. */
  codes(cloud: CodeCloud): void;
  /** Shows q, or none, and a point z, or none. */
  show(q: DrawnPosterior | undefined, z?: ArrayLike<number>): void;
}

/** Returns the plane of two latents. */
export function posteriorPlane(): PosteriorPlane {
  const dots = codeCanvas(planeSide);
  const {element, svg, x, y, frame} = priorPlane("posterior-plane", dots.canvas);
  const posterior = svg.append("g").attr("class", "of-q").attr("data-term", "q");
  const ellipses = drawContours(posterior.append("g"));
  const window = posterior.append("rect").attr("class", "zoom-window");
  const point = svg.append("circle").attr("class", "point of-z").attr("data-term", "z");
  point.attr("r", 5);
  let present: {q?: DrawnPosterior; z?: ArrayLike<number>; cloud?: CodeCloud} = {};

  function codes(cloud: CodeCloud): void {
    present.cloud = cloud;
    frame(planeExtent(cloud.mu));
    dots.draw(cloud, {x, y});
  }

  function show(q: DrawnPosterior | undefined, z?: ArrayLike<number>): void {
    present = {...present, q, z};
    svg.attr("aria-label", describe(q, z));
    point.attr("visibility", z === undefined ? "hidden" : "visible");
    if (z !== undefined) point.attr("cx", x(z[0])).attr("cy", y(z[1]));
    posterior.attr("visibility", q === undefined ? "hidden" : "visible");
    if (q === undefined) return;
    ellipses(q, {x, y});
    const reach = q.reach ?? zoomReach(q.sigma);
    window.attr("x", x(q.mu[0] - reach)).attr("y", y(q.mu[1] + reach));
    const width = x(reach) - x(-reach);
    window.attr("width", width).attr("height", width);
  }

  giveData(element, "q on the plane", () => gaussianRows(present.q));
  giveData(element, "z", () => pointRows(present.z ?? [], "z"));
  giveData(element, "test codes", () => codeRows(present.cloud?.mu, present.cloud));
  show(undefined);
  return Object.assign(element, {codes, show});
}

function describe(q: DrawnPosterior | undefined, z: ArrayLike<number> | undefined): string {
  const pair = (values: ArrayLike<number>) => Array.from(values, (v) => v.toFixed(3)).join(", ");
  const parts = ["the latent plane"];
  if (q !== undefined) {
    parts.push(`q is at ${pair(q.mu)} with standard deviations ${pair(q.sigma)}`);
  }
  if (z !== undefined) parts.push(`z is at ${pair(z)}`);
  return parts.join("; ");
}
