import assert from "node:assert/strict";
import {it} from "node:test";
import {newest} from "../../src/components/newest.js";

interface Job {
  resolve(value: string): void;
  reject(error: Error): void;
}

/** Returns a newest() whose work the test finishes by hand, and what it has done so far. */
function byHand() {
  const [jobs, done, failed]: [Job[], string[], unknown[]] = [[], [], []];
  const call = newest(
    () => new Promise<string>((resolve, reject) => jobs.push({resolve, reject})),
    (result) => done.push(result),
    (error) => failed.push(error)
  );
  return {jobs, done, failed, call};
}

it("newest(work, done) hands over the result of a call", async () => {
  const {jobs, done, call} = byHand();
  const finished = call();
  jobs[0]!.resolve("a");
  await finished;
  assert.deepEqual(done, ["a"]);
});

it("newest(work, done) drops a call that another has overtaken, whichever ends first", async () => {
  const {jobs, done, call} = byHand();
  const finished = Promise.all([call(), call()]);
  jobs[1]!.resolve("second");
  jobs[0]!.resolve("first");
  await finished;
  assert.deepEqual(done, ["second"]);
});

it("newest(work, done, fail) reports the error of the newest call only", async () => {
  const {jobs, failed, call} = byHand();
  const finished = Promise.all([call(), call()]);
  jobs[0]!.reject(new Error("old"));
  jobs[1]!.reject(new Error("new"));
  await finished;
  assert.deepEqual(failed, [new Error("new")]);
});
