import assert from "node:assert/strict";
import {it} from "node:test";
import {interleave} from "../../../bench/harness/rounds.js";
import type {Contestant} from "../../../bench/harness/rounds.js";

/** Returns contestants that say how long they take, and note whose turn it was. */
function field(times: Record<string, number>) {
  const turns: string[] = [];
  const contestants = Object.entries(times).map(([name, milliseconds]): Contestant => ({
    name,
    async time(repetitions) {
      turns.push(name);
      return milliseconds * repetitions;
    }
  }));
  return {contestants, turns};
}

it("interleave(contestants, effort) lets them take turns, beginning with another in each round", async () => {
  const {contestants, turns} = field({a: 10, b: 20});
  await interleave(contestants, {warmUp: 0, sample: 10, rounds: 3, budget: Infinity});
  assert.equal(turns.join(""), "ababbaab");
});

it("interleave(contestants, effort) gives milliseconds for one repetition", async () => {
  const {contestants} = field({fast: 0.5, slow: 30});
  const times = await interleave(contestants, {warmUp: 50, sample: 10, rounds: 4, budget: 1000});
  assert.deepEqual(
    [...times],
    [
      ["fast", [0.5, 0.5, 0.5, 0.5]],
      ["slow", [30, 30, 30, 30]]
    ]
  );
});

it("interleave(contestants, effort) stops who has used up the budget, but not before three rounds", async () => {
  const {contestants} = field({fast: 1, slow: 100});
  const times = await interleave(contestants, {warmUp: 0, sample: 1, rounds: 9, budget: 150});
  assert.deepEqual([times.get("fast")!.length, times.get("slow")!.length], [9, 3]);
});
