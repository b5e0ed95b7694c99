import assert from "node:assert/strict";
import {it} from "node:test";
import {delays, exactDelay} from "../../../bench/slider/delays.js";
import type {Drawn} from "../../../bench/slider/drag.js";

const look = {
  side: 2,
  places: [[0], [0]],
  expected: [0, 100, 200].map((grey) => [[grey], [grey]])
};
/** Two rows of images and three stops, at which the one pixel of each row is 0, 100 and 200. */
const movement = {n: 2, stops: [0.1, 0.2, 0.3], looks: {exact: look, draft: {...look, side: 1}}};
const kind = "exact";

it("delays(movement, drag) waits until every row shows the event", () => {
  const events = [{time: 10, stop: 1}];
  const drawn: Drawn[] = [
    {kind, time: 13, row: 0, greys: [[99]]},
    {kind, time: 15, row: 1, greys: [[101]]}
  ];
  assert.deepEqual(delays(movement, {events, drawn}), [5]);
});

it("delays(movement, drag) takes a later event’s picture for an answer, not an earlier one’s", () => {
  const events = [
    {time: 10, stop: 0},
    {time: 20, stop: 1},
    {time: 30, stop: 2}
  ];
  const drawn: Drawn[] = [
    {kind, time: 21, row: 0, greys: [[1], [1]]},
    {kind, time: 34, row: 0, greys: [[199], [199]]}
  ];
  assert.deepEqual(delays(movement, {events, drawn}), [11, 14, 4]);
});

it("delays(movement, drag) are infinite where a row never shows the event", () => {
  const events = [{time: 10, stop: 2}];
  const drawn: Drawn[] = [{kind, time: 12, row: 0, greys: [[200]]}];
  assert.deepEqual(delays(movement, {events, drawn}), [Infinity]);
});

it("delays(movement, drag) takes a draft for an answer, exactDelay(movement, drag) does not", () => {
  const events = [{time: 10, stop: 1}];
  const drawn: Drawn[] = [
    {kind: "draft", time: 14, row: 0, greys: [[100], [100]]},
    {kind, time: 50, row: 0, greys: [[100], [100]]}
  ];
  assert.deepEqual(delays(movement, {events, drawn}), [4]);
  assert.equal(exactDelay(movement, {events, drawn}), 40);
});
