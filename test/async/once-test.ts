import assert from "node:assert/strict";
import {describe, it, test} from "node:test";
import {importLater, inOrder, inTurn, once, onceEach} from "../../src/async/once.js";

describe("in turn", async () => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

  it("inTurn() runs one task at a time, those that wait by their order", async () => {
    const turn = inTurn();
    const log: string[] = [];
    const task = (name: string) => async () => {
      log.push(`${name} starts`);
      await pause();
      log.push(`${name} ends`);
      return name;
    };
    const names = await Promise.all([turn(2, task("c")), turn(0, task("a")), turn(1, task("b"))]);
    assert.deepEqual(names, ["c", "a", "b"]);
    assert.deepEqual(
      log,
      ["a", "b", "c"].flatMap((name) => [`${name} starts`, `${name} ends`])
    );
  });

  it("inTurn() goes on after a task that fails", async () => {
    const turn = inTurn();
    const failure = turn(0, () => Promise.reject(new Error("gone")));
    const next = turn(1, async () => 7);
    await assert.rejects(failure, {message: "gone"});
    assert.equal(await next, 7);
    assert.equal(await turn(0, async () => 8), 8);
  });
});

it("inOrder() starts a task when all before it have ended, also one that fails", async () => {
  const next = inOrder();
  const log: string[] = [];
  const slow = next(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push("slow");
    throw new Error("gone");
  });
  const fast = next(() => log.push("fast"));
  await assert.rejects(slow, {message: "gone"});
  await fast;
  assert.deepEqual(log, ["slow", "fast"]);
});

describe("once", async () => {
  it("once(load) gives every caller the same promise", async () => {
    let calls = 0;
    const load = once(async () => ++calls);
    assert.deepEqual(await Promise.all([load(), load()]), [1, 1]);
    assert.strictEqual(await load(), 1);
  });

  it("once(load) tries anew after a failure", async () => {
    let calls = 0;
    const load = once(async () => {
      if (++calls === 1) throw new Error("gone");
      return calls;
    });
    await assert.rejects(load(), {message: "gone"});
    assert.strictEqual(await load(), 2);
  });
});

it("onceEach(load) loads once for each key", async () => {
  const loads: string[] = [];
  const load = onceEach(async (key: string) => loads.push(key));
  assert.deepEqual(await Promise.all([load("a"), load("b"), load("a")]), [1, 2, 1]);
  assert.deepEqual(loads, ["a", "b"]);
});

test("importLater(load, what) says in a sentence what could not be loaded, and why beside it", async () => {
  assert.equal(await importLater(() => Promise.resolve(7), "the menu"), 7);
  const cause = new TypeError("Failed to fetch dynamically imported module: https://…");
  await assert.rejects(
    importLater(() => Promise.reject(cause), "the menu"),
    (error: Error) => {
      assert.match(error.message, /^the menu could not be loaded: see whether there is a network/);
      return error.cause === cause;
    }
  );
});
