import assert from "node:assert/strict";
import {it} from "node:test";
import type {OpenRecordedRun, RecordedRuns} from "../../../src/figures/training/recorded.js";
import {recordedChoice} from "../../../src/figures/training/recorded.js";

/** Returns runs that are told apart by their images and preset. */
function runs(dataset: string): RecordedRuns {
  const run = (preset: string) => ({preset, plan: {dataset}}) as OpenRecordedRun;
  const [paper, viewer] = [run("paper"), run("viewer")];
  return {paper, viewer, collapse: run("collapse"), islands: run("islands")};
}

const nameOf = ({preset, plan}: OpenRecordedRun) => `${preset} on ${plan.dataset}`;

it("recordedChoice(mnist, load) follows the images, and loads their runs when first chosen", async () => {
  const asked: string[] = [];
  const choice = recordedChoice(runs("mnist"), async (dataset) => {
    asked.push(dataset);
    return runs(dataset);
  });
  assert.equal(nameOf(choice.chosen()!), "viewer on mnist");
  choice.choose("paper");
  assert.equal(await choice.follow("drawn-discs"), false);
  assert.deepEqual([asked, choice.all().length], [[], 4]);
  assert.equal(await choice.follow("fashion-mnist"), true);
  assert.equal(nameOf(choice.chosen()!), "paper on fashion-mnist");
  assert.equal(await choice.follow("dreamed-fashion-mnist"), false);
  assert.equal(await choice.follow("own"), true);
  assert.equal(nameOf(choice.chosen()!), "paper on mnist");
  assert.deepEqual([asked, choice.all().length], [["fashion-mnist"], 8]);
});

it("recordedChoice(undefined, load) chooses none until they could be loaded", async () => {
  const answers = [Promise.reject(new Error("missing")), Promise.resolve(runs("mnist"))];
  const choice = recordedChoice(undefined, () => answers.shift()!);
  assert.deepEqual([choice.chosen(), choice.all()], [undefined, []]);
  await assert.rejects(choice.follow("mnist"), {message: "missing"});
  assert.equal(choice.chosen(), undefined);
  assert.equal(await choice.follow("mnist"), true);
  assert.equal(nameOf(choice.chosen()!), "viewer on mnist");
});

it("recordedChoice(mnist, load) heeds the newest of two choices", async () => {
  let loaded: () => void = () => {};
  const gate = new Promise<void>((resolve) => (loaded = resolve));
  const choice = recordedChoice(runs("mnist"), async (dataset) => {
    await gate;
    return runs(dataset);
  });
  const first = choice.follow("fashion-mnist");
  const second = choice.follow("mnist");
  loaded();
  assert.deepEqual(await Promise.all([first, second]), [false, false]);
  assert.equal(nameOf(choice.chosen()!), "viewer on mnist");
});
