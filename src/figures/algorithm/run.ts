import type {TinyImage, TinyParameters, TinyStep, TinyTurn} from "../../math/tiny-vae.js";
import {tinyBound, tinyEvidence, tinyStart, tinyStep} from "../../math/tiny-vae.js";

/** The lines of the loop of Algorithm 1. */
export const LINES = 6;
/** The turns of the loop that the figure goes, at most. */
export const MOST_TURNS = 1000;

/** What the reader has set, but the seed. */
export interface AlgorithmSettings extends Pick<TinyTurn, "M" | "L" | "estimator"> {
  /** The lines that have been run since the start, less one: the first one has been. */
  position: number;
}

/** Where a run stands. */
export interface AlgorithmMoment {
  /** The turn of the loop, from 0, and the line that has just been run, from 1. */
  turn: number;
  line: number;
  /** The parameters that the turn began with. */
  parameters: TinyParameters;
  step: TinyStep;
  /** The exact bound and log p(x) at the beginning of each turn so far, and after line 6. */
  bounds: number[];
  evidences: number[];
}

/** A run that can be looked at anywhere. */
export interface AlgorithmRun {
  at(settings: AlgorithmSettings, seed: number): AlgorithmMoment;
}

/**
 * Returns a run over some data. It is computed from its start, as if all that is set had been so
 * from there: what a link holds gives the same run again.
 */
export function algorithmRun(data: readonly TinyImage[]): AlgorithmRun {
  let key = "";
  let history: TinyParameters[] = [];
  let bounds: number[] = [];
  let evidences: number[] = [];

  function add(parameters: TinyParameters): void {
    history.push(parameters);
    bounds.push(tinyBound(data, parameters));
    evidences.push(tinyEvidence(data, parameters));
  }

  function at({M, L, estimator, position}: AlgorithmSettings, seed: number): AlgorithmMoment {
    const [turn, line] = [Math.floor(position / LINES), (position % LINES) + 1];
    const next = [M, L, estimator, seed].join();
    if (next !== key) [history, bounds, evidences] = [[], [], []];
    key = next;
    if (history.length === 0) add(tinyStart);
    const stepOf = (number: number) =>
      tinyStep(data, history[number], {seed, turn: number, M, L, estimator});
    while (history.length <= turn) add(stepOf(history.length - 1).next);
    const step = stepOf(turn);
    if (line === LINES && history.length === turn + 1) add(step.next);
    const seen = line === LINES ? turn + 2 : turn + 1;
    return {
      turn,
      line,
      parameters: history[turn],
      step,
      bounds: bounds.slice(0, seen),
      evidences: evidences.slice(0, seen)
    };
  }

  return {at};
}
