import {create, format} from "d3";
import {latentName} from "../../components/axes.js";
import type {DrawnPosterior} from "../../components/density.js";
import {gaussianRows, giveData} from "../../components/figure-data.js";
import {inkPixels, picture} from "../../components/picture.js";

/** Where the ink of an image is, in pixels counted from 0, as [column, row]. */
interface SeenExtent {
  first: readonly [number, number];
  last: readonly [number, number];
  mass: readonly [number, number];
}

/** A place for one image x, with the box of its ink and its center of mass drawn over it. */
interface SeenImage extends HTMLElement {
  /** Shows an image, or blank paper. */
  show(x: Float32Array | undefined, extent: SeenExtent | undefined): void;
}

const side = 28;
const arm = 1.6; // pixels, of the cross at the center of mass

/** Returns a place for an image of 28 × 28 pixels in [0, 1]. */
export function seenImage(label: string): SeenImage {
  const root = create("div").attr("class", "seen-image").attr("data-term", "x");
  const element = root.node()!;
  const image = picture({label});
  element.append(image);
  const svg = root.append("svg").attr("viewBox", `0 0 ${side} ${side}`);
  svg.attr("aria-hidden", "true");
  const box = svg.append("rect").attr("class", "ink-box");
  const middle = side / 2 + 0.5; // the middle of pixel 14, on which MNIST centers its digits
  svg.append("path").attr("class", "middle").attr("d", `M${middle},0V${side}M0,${middle}H${side}`);
  const cross = svg.append("path").attr("class", "mass");
  cross.attr("d", `M${-arm},0H${arm}M0,${-arm}V${arm}`);

  function show(x: Float32Array | undefined, extent: SeenExtent | undefined): void {
    image.draw(inkPixels(x ?? new Float32Array(side * side)));
    const shown = extent === undefined ? "hidden" : "visible";
    box.attr("visibility", shown);
    cross.attr("visibility", shown);
    if (extent === undefined) return;
    const {first, last, mass} = extent;
    box.attr("x", first[0]).attr("y", first[1]);
    box.attr("width", last[0] - first[0] + 1).attr("height", last[1] - first[1] + 1);
    cross.attr("transform", `translate(${mass[0] + 0.5},${mass[1] + 0.5})`);
  }

  show(undefined, undefined);
  return Object.assign(element, {show});
}

/** A table of the numbers of one q(z|x). */
interface PosteriorNumbers extends HTMLTableElement {
  /** Shows μ and σ of each latent, or dashes. */
  show(q: DrawnPosterior | undefined): void;
}

const [twoDecimals, threeDecimals] = [format(".2f"), format(".3f")];

/** Returns a table with a row for each latent. */
export function posteriorNumbers(latentSize: number): PosteriorNumbers {
  const table = create("table").attr("class", "posterior-numbers");
  const head = table.append("thead").append("tr");
  head.append("td");
  for (const title of ["μ", "σ"]) head.append("th").attr("scope", "col").text(title);
  const rows = table
    .append("tbody")
    .selectAll("tr")
    .data(Array.from({length: latentSize}, (_, i) => i));
  const lines = rows.join("tr");
  lines
    .append("th")
    .attr("scope", "row")
    .attr("class", "of-z")
    .text((_, i) => latentName("z", i));
  const mu = lines.append("td").attr("class", "of-q").attr("data-term", "mu");
  const sigma = lines.append("td").attr("class", "of-q").attr("data-term", "sigma");

  let present: DrawnPosterior | undefined;
  giveData(table.node()!, "q", () => gaussianRows(present));

  function show(q: DrawnPosterior | undefined): void {
    present = q;
    mu.text((_, i) => (q === undefined ? "–" : twoDecimals(q.mu[i])));
    sigma.text((_, i) => (q === undefined ? "–" : threeDecimals(q.sigma[i])));
  }

  show(undefined);
  return Object.assign(table.node()!, {show});
}
