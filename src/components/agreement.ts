import {mean, median} from "d3";

/** How well one list of positive numbers predicts another. */
export interface Agreement {
  /** The median of found / predicted. */
  ratio: number;
  /** Pearson’s correlation of the logarithms. */
  correlation: number;
  /** The share of pairs that differ by at most a quarter, of the predicted one. */
  withinQuarter: number;
}

/** Returns how well predicted numbers agree with those found; NaN everywhere for no pair. */
export function agreement(predicted: readonly number[], found: readonly number[]): Agreement {
  const ratios = found.map((value, i) => value / predicted[i]);
  const [a, b] = [predicted, found].map((list) => {
    const logs = list.map(Math.log);
    const middle = mean(logs) ?? NaN;
    return logs.map((log) => log - middle);
  });
  const dot = (p: number[], q: number[]) => p.reduce((sum, pi, i) => sum + pi * q[i], 0);
  return {
    ratio: median(ratios) ?? NaN,
    correlation: dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)),
    withinQuarter: mean(ratios, (ratio) => Number(Math.abs(ratio - 1) <= 0.25)) ?? NaN
  };
}
