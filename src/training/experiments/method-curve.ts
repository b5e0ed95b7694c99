import {inShownUnit, shownUnit} from "../../state/unit.js";
import {seedBand, type MethodRuns, type PageCurve} from "./page-runs.js";
import {methodNames, runTitle} from "./run-facts.js";

/** A curve of one method in one setting, as panels draw it. */
export interface MethodCurve {
  /** Its panel and its method, such as “mnist-20-aevb”. */
  id: string;
  name: string;
  className: string;
  /** The run that goes farthest, on held-out images. */
  solid: {x: number; y: number; error?: number}[];
  /** The same run, on training images. */
  dashed: {name: string; points: {x: number; y: number}[]};
  /** From the lowest to the highest of the seeds, on held-out images. */
  band: {x: number; low: number; high: number}[];
  /** What a screen reader says. */
  description: string;
}

/** What is drawn of a run, a value for each point of its curve. */
export interface CurveColumns {
  /** What the values are, such as “the bound”. */
  name: string;
  /** What the points are counted by: images seen, or the seconds of learning. */
  x: "imagesSeen" | "seconds";
  heldOut: (curve: PageCurve) => readonly number[];
  train: (curve: PageCurve) => readonly number[];
  /** Half the length of the error bars on held-out images. */
  error?: (curve: PageCurve) => readonly number[];
}

/** The bound over images seen. */
const boundColumns: CurveColumns = {
  name: "the bound",
  x: "imagesSeen",
  heldOut: ({heldOut}) => heldOut?.elbo ?? [],
  train: ({train}) => train?.elbo ?? []
};

/** Returns the points of a run's curve on images of one kind. */
export function curvePoints(
  curve: PageCurve,
  of: "heldOut" | "train",
  columns: CurveColumns = boundColumns
): {x: number; y: number}[] {
  const x = curve[columns.x];
  return columns[of](curve).map((y, i) => ({x: x[i], y}));
}

/**
 * Returns the curve of a method's runs.
 *
 * @param panel the name of their panel
 */
export function methodCurve(
  panel: string,
  {method, runs}: MethodRuns,
  columns: CurveColumns = boundColumns
): MethodCurve {
  const [first] = runs;
  const errors = columns.error?.(first.curve);
  const solid = curvePoints(first.curve, "heldOut", columns).map((point, i) =>
    errors === undefined ? point : {...point, error: errors[i]}
  );
  const [start, end] = [solid[0], solid.at(-1)!].map(
    ({y}, i) => `${nats(y)} ${shownUnit()} after ${count(first.curve.imagesSeen.at(-i)!)} images`
  );
  const seeds = runs.map(({plan}) => plan.seed).toSorted((a, b) => a - b);
  // Seeds have their points after the same images, but not after the same time.
  const band = columns.x === "imagesSeen" ? seedBand(runs, columns.heldOut) : [];
  return {
    id: `${panel}-${method}`,
    name: methodNames[method],
    className: `of-${method}`,
    solid,
    dashed: {name: "training", points: curvePoints(first.curve, "train", columns)},
    band: band.map(({imagesSeen, low, high}) => ({x: imagesSeen, low, high})),
    description:
      `${runTitle(first.plan)}, ${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}: ` +
      `${columns.name} on held-out images is ${start}, ${end}`
  };
}

const count = (number: number) => number.toLocaleString("en");
const nats = (value: number) => inShownUnit(value).toFixed(1).replace("-", "−");
