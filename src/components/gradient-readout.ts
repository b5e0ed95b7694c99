import {mean} from "d3";
import type {GradientView} from "./gradient-view.js";
import {threeDigits} from "./histogram.js";
import type {StringPoint} from "./string-state.js";

/**
 * Returns one line about the last estimate of a view.
 *
 * @param points the draws that it is made of
 */
export function readoutText(
  {last, table: {count, exact}}: Pick<GradientView, "last" | "table">,
  points: readonly StringPoint[]
): string {
  if (last === undefined) return "No estimate yet: press Play or Step.";
  const objective = mean(points, ({f, weight}) => f * weight)!;
  const parts = [
    `Estimate ${count}`,
    `mean of f ${threeDigits(objective)}`,
    `gradient: pathwise ${threeDigits(last.pathwise)}`,
    `score function ${threeDigits(last.score)}`
  ];
  if (exact !== undefined) parts.push(`exact ${threeDigits(exact)}`);
  return parts.join(" · ");
}
