import type {Drawing, Scale} from "./labelled-axes.js";

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
