import assert from "node:assert/strict";
import {beforeEach, it} from "node:test";
import {openDB} from "idb";
import type {RunState} from "../../src/training/state.js";
import {openRunStore} from "../../src/training/store.js";
import {startingState, trainerPlanOf} from "../../src/training/trainer-plan.js";
import {SIDE, tinyPlan} from "./tiny-run.js";
import {withIndexedDb} from "../harness/fake-indexed-db.js";

withIndexedDb();

let database = "";
let databases = 0;
beforeEach(() => (database = `runs-${(databases += 1)}`));

const open = () => openRunStore({database, now: () => 1e12});

function tinyState(): RunState {
  const plan = tinyPlan();
  const terms = {elbo: -3, reconstruction: -2, kl: 1};
  return {
    plan,
    inputSize: SIDE ** 2,
    fingerprint: "200×36:00000000",
    training: startingState(trainerPlanOf(plan, SIDE ** 2)),
    seconds: 1.5,
    train: {reconstruction: -2, kl: 1, weight: 1, count: 1},
    curve: [{imagesSeen: 20, train: terms, heldOut: terms, klPerUnit: [0.5, 0.5]}]
  };
}

async function write(entry: unknown): Promise<void> {
  const store = await open();
  store.close();
  const db = await openDB(database);
  await db.put("runs", entry, "live");
  db.close();
}

it("load(name) gives what save(name, state) kept, also after the page was closed", async () => {
  const first = await open();
  assert.deepEqual(await first.load("live"), {});
  await first.save("live", tinyState());
  first.close();
  const second = await open();
  const {run, complaint} = await second.load("live");
  assert.deepEqual(run, {state: tinyState(), savedAt: new Date(1e12)});
  assert.equal(complaint, undefined);
  assert.deepEqual(await second.load("other"), {});
  await second.remove("live");
  assert.deepEqual(await second.load("live"), {});
  second.close();
});

it("save(name, state) that fails leaves the entry before", async () => {
  const store = await open();
  await store.save("live", tinyState());
  const broken = {...tinyState(), seconds: () => 2} as unknown as RunState;
  await assert.rejects(store.save("live", broken), {
    message: /^runs could not be kept: the browser has broken off: .* could not be cloned/
  });
  assert.equal((await store.load("live")).run!.state.seconds, 1.5);
  store.close();
});

const aside = "the run that was kept here cannot go on and was set aside: ";
const entryOf = (state: unknown) => ({format: 1, savedAt: 1, state});
const withWeights = (change: (state: RunState) => void) => {
  const state = tinyState();
  change(state);
  return entryOf(state);
};

const wrong: [string, unknown, string][] = [
  ["of an older form", {...entryOf(tinyState()), format: 0}, "invalid entry: format 0, expected 1"],
  ["that is no entry", 7, "invalid entry: format undefined, expected 1"],
  [
    "without a time",
    {format: 1, state: tinyState()},
    "invalid entry: savedAt undefined, expected a time"
  ],
  ["without a state", entryOf(undefined), "invalid state: missing field the whole"],
  [
    "with a wrong plan",
    entryOf({...tinyState(), plan: {...tinyPlan(), rate: -1}}),
    "invalid plan: rate: -1, expected a number > 0 and ≤ 10"
  ],
  [
    "with a weight of another length",
    withWeights(({training}) => (training.weights.get("mu/bias")!.values = new Float32Array(3))),
    "invalid mu/bias: length 3, expected 2 numbers"
  ],
  [
    "with a weight too few",
    withWeights(({training}) => training.weights.delete("mu/bias")),
    "invalid state: 9 weights, expected 10"
  ],
  [
    "with a weight that is no number",
    withWeights(({training}) => (training.weights.get("mu/bias")!.values[1] = NaN)),
    "invalid mu/bias: NaN at 1, expected finite numbers"
  ],
  [
    "without the optimizer’s arrays",
    withWeights(({training}) => (training.step = 3)),
    "invalid state: 0 arrays of adam, expected 20"
  ]
];

for (const [what, entry, reason] of wrong) {
  it(`load(name) sets an entry ${what} aside, and says why`, async () => {
    await write(entry);
    const store = await open();
    assert.deepEqual(await store.load("live"), {complaint: aside + reason});
    assert.deepEqual(await store.load("live"), {});
    await store.save("live", tinyState());
    assert.ok((await store.load("live")).run !== undefined);
    store.close();
    const db = await openDB(database);
    assert.deepEqual(
      (await db.getAll("aside")).map((one: {reason: string}) => one.reason),
      [reason]
    );
    db.close();
  });
}

it("openRunStore() says in a sentence that a later version has been here", async () => {
  (await openDB(database, 2)).close();
  await assert.rejects(open(), {message: /^runs cannot be kept in this browser: /});
});
