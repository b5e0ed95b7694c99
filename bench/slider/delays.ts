import type {Drag, Drawn} from "./drag.js";
import type {Movement} from "./moves.js";

/**
 * Returns, for each event, the milliseconds until every row of the sheet shows it or a later one,
 * as a draft or exactly; Infinity if one never does.
 *
 * Which event a part of the sheet answers is told by its pixels: it is the stop, of the last ones,
 * whose picture they are nearest to.
 */
export function delays({n, looks, stops}: Movement, {events, drawn}: Drag): number[] {
  const rows = drawn.map((part) => {
    const before = events.filter(({time}) => time <= part.time).length;
    const last = events.slice(Math.max(0, before - stops.length), before);
    const first = before - last.length;
    const distances = last.map(({stop}) => distance(part, looks[part.kind].expected[stop]));
    return {...part, event: first + distances.indexOf(Math.min(...distances))};
  });
  return events.map(({time}, event) => {
    const shown = Array.from({length: n}, (_, row) => {
      const answers = rows.filter(
        (part) => part.event >= event && part.row <= row && row < part.row + part.greys.length
      );
      return answers.length === 0 ? Infinity : answers[0].time;
    });
    return Math.max(...shown) - time;
  });
}

/** Returns the milliseconds from the last event until every row of the sheet shows it exactly. */
export function exactDelay(movement: Movement, {events, drawn}: Drag): number {
  const exact = drawn.filter(({kind}) => kind === "exact");
  return delays(movement, {events, drawn: exact}).at(-1)!;
}

function distance({row, greys}: Drawn, expected: readonly number[][]): number {
  return greys.reduce(
    (sum, line, i) =>
      line.reduce((rest, value, j) => rest + Math.abs(value - expected[row + i][j]), sum),
    0
  );
}
