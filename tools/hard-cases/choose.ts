import type {Measured} from "./measure.js";
import type {Screening} from "./screen.js";

/** A kind of hard case. */
export interface Kind {
  name: string;
  /** How much of it an image may have, by the first look; the greatest are measured. */
  promise: (screening: Screening, i: number) => number;
  /** How much of it an image has; −Infinity for none. */
  measure: (measured: Measured) => number;
}

/** The excess that tells two modes apart from one, in nats: the valley inflates the covariance. */
const SPREAD = 0.5;
/** A mode counts from this share on. */
const LEAST_MODE = 0.02;

/** The kinds of hard case, in the order of the page’s list. */
export const kinds: Kind[] = [
  {
    name: "widest gap",
    promise: ({gap}, i) => gap[i],
    measure: ({gap}) => gap
  },
  {
    name: "two modes",
    promise: ({excess}, i) => excess[i],
    measure: ({secondMode}) => (secondMode >= LEAST_MODE ? secondMode : -Infinity)
  },
  {
    name: "most correlated",
    promise: ({correlation, excess}, i) => (excess[i] < SPREAD ? Math.abs(correlation[i]) : -1),
    measure: ({correlation, secondMode}) =>
      secondMode < LEAST_MODE ? Math.abs(correlation) : -Infinity
  },
  {
    name: "narrowest gap",
    promise: ({gap}, i) => -gap[i],
    measure: ({gap}) => -gap
  }
];

/** Returns the places of the greatest count of n scores, the greatest first. */
export function greatest(n: number, count: number, score: (i: number) => number): number[] {
  const scores = Float64Array.from({length: n}, (_, i) => score(i));
  const order = Array.from(scores.keys()).filter((i) => scores[i] > -Infinity);
  return order.toSorted((a, b) => scores[b] - scores[a] || a - b).slice(0, count);
}
