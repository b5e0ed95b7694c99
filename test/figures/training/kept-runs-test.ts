import assert from "node:assert/strict";
import {test} from "node:test";
import type {LeftRun} from "../../../src/figures/training/kept-runs.js";
import {isOver, keptRuns} from "../../../src/figures/training/kept-runs.js";
import {keeping} from "../../../src/figures/training/keeping.js";
import type {CurrentRun} from "../../../src/figures/training/run.js";
import type {RunReport} from "../../../src/training/messages.js";
import {presetPlan} from "../../../src/training/plan.js";
import type {LiveRun} from "../../../src/training/live-run.js";
import type {RunState} from "../../../src/training/state.js";
import type {RunStore, SavedRun} from "../../../src/training/store.js";

const plan = {...presetPlan("viewer", {dataset: "mnist", seed: 7}), batchSize: 100};

const stateAt = (step: number, {epochs = 1, images = 60_000} = {}): RunState => ({
  plan: {...plan, epochs, images},
  inputSize: 784,
  fingerprint: "",
  training: {step, weights: {} as RunState["training"]["weights"], optimizer: new Map()},
  seconds: step / 100,
  train: {} as RunState["train"],
  curve: []
});

test("isOver(state) tells whether all minibatches have been taken", () => {
  const twice = {epochs: 2, images: 450};
  assert.equal(isOver(stateAt(7, twice)), false);
  assert.equal(isOver(stateAt(8, twice)), true);
});

/** Keeps runs in memory; its clock goes on by a second with each look. */
function memory() {
  const entries = new Map<string, SavedRun>();
  let time = 1e12;
  const store: RunStore = {
    async save(name, state, instead = []) {
      entries.set(name, {state, savedAt: new Date(time)});
      for (const old of instead) entries.delete(old);
    },
    load: async (name) => (entries.has(name) ? {run: entries.get(name)!} : {}),
    names: async () => Array.from(entries.keys()),
    remove: async (name) => void entries.delete(name),
    close() {}
  };
  const held = new Map<string, string>();
  return {entries, store, held, now: () => (time += 1000)};
}

/** Returns a run that stands where it is told. */
const runAt = (step: number) => ({state: async () => stateAt(step)}) as LiveRun;

/** Returns a visit to the figure: what keeps its runs, what it says and what it lists. */
async function visit(
  {store, held, now}: ReturnType<typeof memory>,
  live?: {step: number},
  tab = "a"
) {
  const kept = keptRuns(async () => store, {
    complain: (error) => assert.fail(String(error)),
    tell: () => {},
    now,
    tab,
    tabs: {
      hold: (name) => void held.set(tab, name),
      elsewhere: async () => new Set([...held].flatMap(([of, name]) => (of === tab ? [] : [name])))
    }
  });
  let said = "";
  let buttons: readonly (readonly [string, () => void])[] = [];
  let listed: string[] = [];
  const done: string[] = [];
  const current = () =>
    live &&
    ({
      run: runAt(live.step),
      plan,
      report: {
        imagesSeen: live.step * 100,
        seconds: live.step / 100,
        status: "running"
      } as RunReport
    } as CurrentRun);
  const notice = {
    say(text: string, actions: typeof buttons = []) {
      said = text;
      buttons = actions;
    },
    fail: (error: unknown) => assert.fail(String(error)),
    scrollIntoView() {}
  };
  const list = {
    show: (runs: readonly {text: string}[]) => void (listed = runs.map(({text}) => text))
  };
  const keeper = keeping({
    kept,
    notice: () => notice,
    list: () => list,
    current,
    goOn: (run: LeftRun) => void done.push(`go on from ${run.imagesSeen}`)
  });
  await keeper.open();
  return {
    kept,
    keeper,
    done,
    train: () => keeper.ask(() => done.push("train")),
    choose: () => keeper.ask(() => done.push("choose"), {losesCurrent: false}),
    said: () => said,
    listed: () => listed,
    async press(name: string) {
      const [, act] = buttons.find(([text]) => text === name)!;
      act();
      await new Promise(setImmediate);
    }
  };
}

/** Returns the memory of a visit that has left a run of 34,600 images. */
async function leftBehind() {
  const browser = memory();
  const {kept} = await visit(browser);
  await kept.keep(runAt(346));
  return browser;
}

const seen = ({entries}: ReturnType<typeof memory>) =>
  Array.from(entries.values(), ({state}) => state.training.step * 100);

test("keeping.ask(act) beside a run that was left asks, and by “Keep both” keeps both", async () => {
  const browser = await leftBehind();
  const here = await visit(browser);
  assert.match(here.said(), /^A run was left here: mnist, 2 latents, 34,600 images seen in 3 s/);
  for (const begin of [here.train, here.choose]) {
    begin();
    assert.equal(here.said(), "Keep the run of 34,600 images?");
    assert.deepEqual(here.done, []);
  }
  await here.press("Keep both");
  assert.deepEqual(here.done, ["choose"]);
  assert.match(here.listed().join(), /34,600 images/);
  here.train();
  assert.deepEqual(here.done, ["choose", "train"], "asked once");
  here.kept.follow();
  await here.kept.keep(runAt(5));
  assert.deepEqual(seen(browser), [34_600, 500]);
  const later = await visit(browser);
  assert.match(later.said(), /500 images seen/);
  assert.match(later.listed().join(), /34,600 images/);
});

test("keeping.ask(act) by “Replace” leaves the run until the next one is kept", async () => {
  const browser = await leftBehind();
  const here = await visit(browser);
  here.train();
  await here.press("Replace");
  assert.deepEqual(here.done, ["train"]);
  assert.deepEqual(seen(browser), [34_600]);
  here.kept.follow();
  await here.kept.keep(runAt(5));
  assert.deepEqual(seen(browser), [500]);
});

test("keeping.ask(act) asks about the page’s own run, and keeps it as it is", async () => {
  const browser = memory();
  const live = {step: 346};
  const here = await visit(browser, live);
  here.choose();
  assert.deepEqual(here.done, ["choose"], "a preset does not end the run");
  here.train();
  assert.equal(here.said(), "Keep the run of 34,600 images?");
  await here.press("Keep both");
  assert.deepEqual(here.done, ["choose", "train"]);
  assert.deepEqual(seen(browser), [34_600]);
  live.step = 30;
  here.train();
  assert.deepEqual(here.done, ["choose", "train", "train"], "half a second is made anew");
});

test("“Forget it” asks as well", async () => {
  const browser = await leftBehind();
  const here = await visit(browser);
  await here.press("Forget it");
  assert.equal(here.said(), "Keep the run of 34,600 images?");
  await here.press("Keep it");
  assert.match(here.said(), /^A run was left here/);
  assert.deepEqual(seen(browser), [34_600]);
  await here.press("Forget it");
  await here.press("Forget it");
  assert.deepEqual(seen(browser), []);
  here.train();
  assert.deepEqual(here.done, ["train"]);
});

test("a run that is gone on with takes the place of the one that was left", async () => {
  const browser = await leftBehind();
  const here = await visit(browser);
  await here.press("Go on with it");
  assert.deepEqual(here.done, ["go on from 34600"]);
  here.kept.follow(Array.from(browser.entries.keys())[0]);
  assert.deepEqual(seen(browser), [34_600], "until it is kept");
  await here.kept.keep(runAt(400));
  assert.deepEqual(seen(browser), [40_000]);
});

test("a run that could not be gone on with is still there after the next one", async () => {
  const browser = await leftBehind();
  const here = await visit(browser);
  here.kept.follow(Array.from(browser.entries.keys())[0]);
  here.kept.follow();
  await here.kept.keep(runAt(5));
  assert.deepEqual(seen(browser), [34_600, 500]);
});

test("two tabs that train at once keep both runs, and so do two that go on with one", async () => {
  const browser = memory();
  let time = 1e12;
  const one = {...browser, now: () => time};
  const [first, second] = [await visit(one, undefined, "a"), await visit(one, undefined, "b")];
  await first.kept.keep(runAt(10));
  await second.kept.keep(runAt(20));
  await first.kept.keep(runAt(30));
  assert.deepEqual(seen(browser), [3000, 2000]);
  const [left] = browser.entries.keys();
  time += 1;
  for (const tab of [first, second]) tab.kept.follow(left);
  await first.kept.keep(runAt(31));
  await second.kept.keep(runAt(32));
  assert.deepEqual(seen(browser), [2000, 3100, 3200]);
});

test("what another tab trains is not offered as left", async () => {
  const browser = memory();
  const first = await visit(browser, undefined, "a");
  await first.kept.keep(runAt(346));
  assert.equal((await visit(browser, undefined, "b")).said(), "");
  browser.held.delete("a");
  assert.match((await visit(browser, undefined, "b")).said(), /^A run was left here/);
});

/** Returns when a run is kept that reports ten times a second, in milliseconds after its start. */
async function savesOf(milliseconds: number): Promise<number[]> {
  let time = 0;
  const saves: number[] = [];
  const {store} = memory();
  const kept = keptRuns(async () => ({...store, save: async () => void saves.push(time)}), {
    complain: (error) => assert.fail(String(error)),
    tell() {},
    now: () => time,
    tab: "a",
    tabs: {hold() {}, elsewhere: async () => new Set()}
  });
  time = 60_000; // the page has been open for a minute
  kept.follow();
  for (const until = time + milliseconds; time < until; time += 100) {
    kept.due(runAt(5));
    await new Promise(setImmediate);
  }
  return saves.map((at) => at - 60_000);
}

test("a run is kept first within a second, then when it has taken twice as long", async () => {
  assert.deepEqual(await savesOf(26_000), [500, 1000, 2000, 4000, 8000, 16_000, 24_000]);
});

test("keptRuns complains once of a browser that is full, and tries again for the next run", async () => {
  const complaints: unknown[] = [];
  let tries = 0;
  const {store} = memory();
  const save = async () => {
    tries += 1;
    throw new Error("runs could not be kept");
  };
  const kept = keptRuns(async () => ({...store, save}), {
    complain: (error) => void complaints.push(error),
    tell() {},
    now: () => 0,
    tab: "a",
    tabs: {hold() {}, elsewhere: async () => new Set()}
  });
  for (let i = 0; i < 2; ++i) await kept.keep(runAt(5));
  assert.deepEqual([tries, complaints.length], [1, 1]);
  kept.follow();
  await kept.keep(runAt(5));
  assert.deepEqual([tries, complaints.length], [2, 2]);
});
