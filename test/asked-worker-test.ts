import assert from "node:assert/strict";
import {test} from "node:test";
import {askedWorker} from "../src/asked-worker.js";
import {ThreadWorker} from "./thread-worker.js";

const asked = () => {
  const worker = new ThreadWorker();
  return {worker, ...askedWorker(worker as unknown as Worker, "the worker of trials")};
};

test("askedWorker(worker, name) gives each question its own answer, in any order", async () => {
  const {worker, ask} = asked();
  const answers = [ask({type: "decode"}), ask({type: "encode"})];
  assert.deepEqual(worker.posted, [
    {type: "decode", id: 1},
    {type: "encode", id: 2}
  ]);
  worker.say({id: 2, value: "of the second"});
  worker.say({id: 1, value: "of the first"});
  assert.deepEqual(await Promise.all(answers), ["of the first", "of the second"]);
});

test("askedWorker(worker, name) rejects one question only where one has failed", async () => {
  const {worker, ask} = asked();
  const answers = Promise.allSettled([ask({}), ask({})]);
  worker.say({id: 1, message: "invalid z: 3 numbers"});
  worker.say({id: 2, value: 7});
  const [first, second] = await answers;
  assert.match(String(first.status === "rejected" && first.reason), /invalid z: 3 numbers/);
  assert.deepEqual(second, {status: "fulfilled", value: 7});
});

test("askedWorker(worker, name) rejects all that waits, and what comes later, with why the worker ended", async () => {
  const {worker, ask} = asked();
  const waiting = ask({});
  worker.die();
  const ended = /^Error: the worker of trials has ended: it may have run out of memory$/;
  await assert.rejects(waiting, ended);
  await assert.rejects(ask({}), ended);
});

test("askedWorker(worker, name).end() ends the worker and says so to later questions", async () => {
  const {worker, ask, end} = asked();
  end();
  assert.equal(worker.isTerminated, true);
  await assert.rejects(ask({}), /^Error: the worker of trials has ended: it is no longer needed$/);
});
