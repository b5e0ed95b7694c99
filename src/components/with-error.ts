import {format} from "d3";
import {inShownUnit} from "../state/unit.js";

/**
 * Returns an estimate with its standard error, both to the digit that is the error’s second one:
 * “6.04 ± 0.55”, “−1,230 ± 160”. Without an error the number has three digits.
 */
export function withError(mean: number, error: number): string {
  if (!Number.isFinite(mean)) return "–";
  if (!(error > 0)) return format(",.3~r")(mean);
  const place = Math.floor(Math.log10(error)) - 1;
  const rounded = (value: number) => Math.round(value / 10 ** place) * 10 ** place;
  const text = format(`,.${Math.max(0, -place)}f`);
  return `${text(rounded(mean))} ± ${text(rounded(error))}`;
}

/** Returns the same of an estimate in nats, in the unit shown. */
export function informationWithError(mean: number, error: number): string {
  return withError(inShownUnit(mean), inShownUnit(error));
}
