import type {DiagonalGaussian} from "./math/diagonal-gaussian.js";
import type {Json} from "./state/json.js";
import {numbersIn, oneOf} from "./state/kinds.js";

/** A q that the figure of the gap offers. */
export type QChoice = "encoder" | "best" | "prior";

const choiceKind = oneOf<QChoice>(["encoder", "best", "prior"]);
/**
 * μ and log σ², two numbers each: the plane ends well within this. Where the posterior is narrow, a
 * fourth digit of μ would change the sum by a tenth of a nat.
 */
const fourNumbers = numbersIn(4, [-20, 20], 7);

/** Returns how a q stands in a link; undefined for the encoder’s, which comes first. */
export function qJson(q: QChoice | DiagonalGaussian): Json | undefined {
  if (typeof q === "string") return q === "encoder" ? undefined : q;
  return fourNumbers.toJson([...q.mu, ...q.logVar]);
}

/** Returns the q of a link; throws an Error where it holds none. */
export function qOfJson(json: Json | undefined): QChoice | DiagonalGaussian {
  if (json === undefined) return "encoder";
  if (!Array.isArray(json)) return choiceKind.fromJson(json);
  const numbers = fourNumbers.fromJson(json);
  return {mu: numbers.slice(0, 2), logVar: numbers.slice(2)};
}
