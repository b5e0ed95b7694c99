import assert from "node:assert/strict";
import {it} from "node:test";
import {inTurn} from "../src/in-turn.js";

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
