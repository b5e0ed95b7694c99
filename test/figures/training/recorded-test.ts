import assert from "node:assert/strict";
import {it} from "node:test";
import type {OpenRecordedRun, RecordedRuns} from "../../../src/figures/training/recorded.js";
import {recordedAtHand} from "../../../src/figures/training/recorded.js";

/** Returns runs that are told apart by their images and preset. */
function runs(dataset: string): RecordedRuns {
  const run = (preset: string) => ({preset, plan: {dataset}}) as OpenRecordedRun;
  const [paper, viewer] = [run("paper"), run("viewer")];
  return {paper, viewer, collapse: run("collapse"), islands: run("islands")};
}

const nameOf = ({preset, plan}: OpenRecordedRun) => `${preset} on ${plan.dataset}`;

it("recordedAtHand(mnist, load) follows the images, and loads their runs when first chosen", async () => {
  const asked: string[] = [];
  const hand = recordedAtHand(runs("mnist"), async (dataset) => {
    asked.push(dataset);
    return runs(dataset);
  });
  assert.equal(nameOf(hand.chosen()), "viewer on mnist");
  hand.choose("paper");
  assert.equal(await hand.follow("drawn-discs"), false);
  assert.deepEqual([asked, hand.all().length], [[], 4]);
  assert.equal(await hand.follow("fashion-mnist"), true);
  assert.equal(nameOf(hand.chosen()), "paper on fashion-mnist");
  assert.equal(await hand.follow("dreamed-fashion-mnist"), false);
  assert.equal(await hand.follow("own"), true);
  assert.equal(nameOf(hand.chosen()), "paper on mnist");
  assert.deepEqual([asked, hand.all().length], [["fashion-mnist"], 8]);
});

it("recordedAtHand(mnist, load) heeds the newest of two choices", async () => {
  let loaded: () => void = () => {};
  const gate = new Promise<void>((resolve) => (loaded = resolve));
  const hand = recordedAtHand(runs("mnist"), async (dataset) => {
    await gate;
    return runs(dataset);
  });
  const first = hand.follow("fashion-mnist");
  const second = hand.follow("mnist");
  loaded();
  assert.deepEqual(await Promise.all([first, second]), [false, false]);
  assert.equal(nameOf(hand.chosen()), "viewer on mnist");
});
