import assert from "node:assert/strict";
import {it} from "node:test";
import {workClock} from "../../../tools/experiments/work-clock.js";

/** Returns what a clock has counted when the process’s clocks have stood at these times, one by one. */
function counted(...times: [wall: number, processor: number][]) {
  const left = times.map(([wall, processor]) => ({wall, processor}));
  const clock = workClock(() => left.shift()!);
  let total = {wall: 0, processor: 0};
  while (left.length > 0) total = clock.tick();
  return total;
}

it("workClock() counts the intervals, whenever the process began", () => {
  assert.deepEqual(counted([1000, 40], [1002, 41], [1005, 44]), {wall: 5, processor: 4});
});

it("workClock() counts an interval in which the process was stopped by its processor time", () => {
  assert.deepEqual(counted([0, 0], [10, 9], [3610, 11], [3620, 20]), {wall: 22, processor: 20});
});

it("workClock() counts all of a long interval on a busy machine", () => {
  assert.deepEqual(counted([0, 0], [600, 150]), {wall: 600, processor: 150});
});

it("workClock() counts all of a short interval that waits for a disk", () => {
  assert.deepEqual(counted([0, 0], [20, 0.5]), {wall: 20, processor: 0.5});
});

it("workClock() counts this process’s own time", () => {
  const clock = workClock();
  let sum = 0;
  while (process.cpuUsage().user === 0 || sum < 1e6) sum += Math.sqrt(sum + 1);
  const {wall, processor} = clock.tick();
  assert.ok(wall > 0 && processor > 0 && wall < 60, `${wall} ${processor}`);
});
