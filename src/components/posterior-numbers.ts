import {create, format} from "d3";
import {latentName} from "./axes.js";
import type {DrawnPosterior} from "./density.js";
import {gaussianRows, giveData} from "./figure-data.js";

/** A table of the numbers of one q(z|x). */
export interface PosteriorNumbers extends HTMLTableElement {
  /** Shows μ and σ of each latent, or dashes. */
  show(q: DrawnPosterior | undefined): void;
}

const [twoDecimals, threeDecimals] = [format(".2f"), format(".3f")];

/** Returns a table with a row for each latent. */
export function posteriorNumbers(latentSize: number): PosteriorNumbers {
  const table = create("table").attr("class", "posterior-numbers");
  const head = table.append("thead").append("tr");
  for (const title of ["", "μ", "σ"]) head.append("th").attr("scope", "col").text(title);
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
