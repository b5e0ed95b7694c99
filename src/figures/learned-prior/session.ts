import type {PriorGains} from "../../formats/prior-record.js";
import type {CodeFlow} from "../../math/code-flow.js";
import {flowLogDensity} from "../../math/code-flow.js";
import type {SplitPosteriors} from "../../math/learned-prior.js";
import {flowGains, trainPrior} from "../../math/learned-prior.js";
import {latticeOver, latticePoints} from "../../math/lattice.js";

/** A density over a square of the plane, as it is drawn. */
export interface DensityField {
  /** p(z), row-major [rows × columns], the lowest row first. */
  values: Float64Array;
  columns: number;
  rows: number;
  box: readonly [number, number, number, number];
}

/** The cells along a side of the plane. */
const FIELD_SIDE = 64;
/** The steps of a training from one flow that is told to the next. */
const TOLD_EVERY = 100;

/** What the worker of the figure answers. */
export interface PriorSession {
  /** Trains a flow on the codes of a split, and tells how it stands now and then. */
  train(
    question: {split: SplitPosteriors; seed: number},
    tell: (step: number, flow: CodeFlow) => void
  ): CodeFlow;
  /** Returns the density that a flow draws from, on the plane from −reach to reach. */
  density(question: {flow: CodeFlow; reach: number}): DensityField;
  /** Returns what the flow adds to the bound of images. */
  gains(question: {flow: CodeFlow; split: SplitPosteriors}): PriorGains;
}

/** Returns a session. */
export function priorSession(): PriorSession {
  return {
    train: ({split, seed}, tell) =>
      trainPrior(split.train, {seed}, (step, flow) => {
        if (step % TOLD_EVERY === 0) tell(step, flow);
      }),
    density({flow, reach}) {
      const lattice = latticeOver([-reach, reach, -reach, reach], FIELD_SIDE);
      const {columns, rows, box} = lattice;
      const values = flowLogDensity(flow, latticePoints(lattice)).map(Math.exp);
      return {values, columns, rows, box};
    },
    gains: ({flow, split}) => flowGains(flow, split)
  };
}
