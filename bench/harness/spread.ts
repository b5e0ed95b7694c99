import {quantile} from "d3";
import type {Figure} from "./figure.js";

/**
 * Returns the median and the quartiles of measurements, which a few disturbed ones do not move.
 *
 * @throws Error if there are none
 */
export function spread(
  values: readonly number[]
): Pick<Figure, "median" | "quartiles" | "samples"> {
  if (values.length === 0) throw new Error("invalid values: none");
  const [low, median, high] = [0.25, 0.5, 0.75].map((p) => quantile(values, p)!);
  return {median, quartiles: [low, high], samples: values.length};
}
