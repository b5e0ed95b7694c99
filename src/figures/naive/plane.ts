import {onColorScheme} from "../../components/color-scheme.js";
import {canvasScale} from "../../components/codes.js";
import {giveData, pointRows} from "../../components/figure-data.js";
import {planeSide, priorPlane} from "../../components/plane.js";

/** Draws on the latent plane, the heavier the larger. */
export interface WeightedPlane extends HTMLElement {
  /**
   * Draws points, and a cross at the place that they should be near.
   *
   * @param z row-major, with at least one point for each share
   * @param shares of each point in the sum, from 0 to 1, which add up to 1
   */
  show(z: ArrayLike<number>, shares: ArrayLike<number>, place: readonly [number, number]): void;
}

const extent = 4; // standard deviations of the prior: farther out lies one draw in 16,000
const wholeRadius = 20; // CSS pixels, of a draw that is the whole sum: its area is its share
const least = 1e-3; // smaller shares are drawn as dots

/** Returns an empty plane. */
export function weightedPlane(): WeightedPlane {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = planeSide * canvasScale;
  canvas.ariaHidden = "true";
  const {element, svg, x, y, frame} = priorPlane("weighted-plane", canvas);
  frame(extent);
  const heavy = svg.append("g").attr("class", "heavy").attr("data-term", "posterior");
  const cross = heavy.append("path").attr("class", "place").attr("d", "M-7,0H7M0,-7V7");
  cross.attr("visibility", "hidden"); // until its place is known
  let last: Parameters<WeightedPlane["show"]> = [[], [], [0, 0]];

  function show(...values: Parameters<WeightedPlane["show"]>): void {
    last = values;
    const [z, shares, place] = values;
    cross.attr("transform", `translate(${x(place[0])},${y(place[1])})`);
    cross.attr("visibility", shares.length === 0 ? "hidden" : null);
    const context = canvas.getContext("2d")!;
    context.setTransform(canvasScale, 0, 0, canvasScale, 0, 0);
    context.clearRect(0, 0, planeSide, planeSide);
    context.fillStyle = getComputedStyle(canvas).getPropertyValue("--prior");
    for (let l = 0; l < shares.length; ++l) {
      context.fillRect(x(z[2 * l]) - 0.75, y(z[2 * l + 1]) - 0.75, 1.5, 1.5);
    }
    const shown = Array.from(shares, (share, l) => ({share, l})).filter(
      ({share}) => share >= least
    );
    const circles = heavy.selectAll("circle").data(shown.toSorted((a, b) => b.share - a.share));
    circles
      .join("circle")
      .attr("cx", ({l}) => x(z[2 * l]))
      .attr("cy", ({l}) => y(z[2 * l + 1]))
      .attr("r", ({share}) => wholeRadius * Math.sqrt(share));
    cross.raise();
    svg.attr("aria-label", `the latent plane with ${shares.length} draws`);
  }

  giveData(element, "draws", () =>
    pointRows(last[0], "z", 2, (l) => ({share_of_the_sum: last[1][l]})).slice(0, last[1].length)
  );
  onColorScheme(() => show(...last));
  return Object.assign(element, {show});
}
