import {create} from "d3";
import type {Moments} from "../math/moments.js";
import {threeDigits} from "./histogram.js";
import {withError} from "./with-error.js";

/** The measured moments of the estimates, and what their mean should be. */
export interface GradientRows {
  /** How many estimates each row has. */
  count: number;
  pathwise: Moments;
  score: Moments;
  /** The score function with its mean baseline; undefined as long as that is not known. */
  baseline: Moments | undefined;
  /** undefined as long as it is not known. */
  exact: number | undefined;
}

/** A table of what the estimates turn out to be. */
export interface GradientTable extends HTMLElement {
  show(rows: GradientRows): void;
}

const names = ["pathwise", "score function", "score function, mean baseline", "exact"] as const;

/** Returns the table: a row for each estimator, all of the same draws. */
export function gradientTable(): GradientTable {
  const table = create("table").attr("class", "gradient-table");
  const head = table.append("thead").append("tr");
  const columns = ["", "mean ± standard error", "standard deviation", "variance ÷ pathwise"];
  head
    .selectAll("th")
    .data(columns)
    .join("th")
    .attr("scope", "col")
    .text((text) => text);
  const rows = names.map((name) => {
    const row = table.append("tr").attr("data-row", name);
    row.append("th").attr("scope", "row").text(name);
    return [0, 1, 2].map(() => row.append("td"));
  });

  function show({count, pathwise, score, baseline, exact}: GradientRows): void {
    [pathwise, score, baseline].forEach((moments, i) => {
      const [mean, deviation, ratio] = rows[i];
      const {mean: m, variance: v} = moments ?? {mean: NaN, variance: NaN};
      mean.text(withError(m, Math.sqrt(v / count)));
      deviation.text(v > 0 ? threeDigits(Math.sqrt(v)) : "–");
      const share = v / pathwise.variance;
      ratio.text(Number.isFinite(share) ? threeDigits(share) : "–");
    });
    rows[3][0].text(exact === undefined ? "–" : threeDigits(exact));
  }

  return Object.assign(table.node()!, {show});
}
