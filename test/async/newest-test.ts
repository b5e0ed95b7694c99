import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {newest, newestNext, untilRerun} from "../../src/async/newest.js";

describe("newest next", async () => {
  it("newestNext(work, fail) works on one value at a time, and then on the newest", async () => {
    const worked: number[] = [];
    const finish: (() => void)[] = [];
    const call = newestNext(
      (value: number) => {
        worked.push(value);
        return new Promise<void>((resolve) => finish.push(resolve));
      },
      () => assert.fail("nothing fails")
    );
    for (const value of [1, 2, 3]) call(value);
    assert.deepEqual(worked, [1]);
    finish.shift()!();
    await new Promise(setImmediate);
    assert.deepEqual(worked, [1, 3]);
    finish.shift()!();
    await new Promise(setImmediate);
    call(4);
    assert.deepEqual(worked, [1, 3, 4]);
  });

  it("newestNext(work, fail) says what went wrong, and goes on", async () => {
    const errors: unknown[] = [];
    const call = newestNext(
      (value: number) => (value === 1 ? Promise.reject(new Error("no")) : Promise.resolve()),
      (error) => errors.push((error as Error).message)
    );
    call(1);
    await new Promise(setImmediate);
    call(2);
    assert.deepEqual(errors, ["no"]);
  });
});

describe("newest", async () => {
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
});

describe("until rerun", async () => {
  const never = new Promise<number>(() => {});

  it("untilRerun(invalidation, promise) settles as the promise does", async () => {
    assert.equal(await untilRerun(never, Promise.resolve(3)), 3);
    const failed = Promise.reject(new Error("no model"));
    await assert.rejects(untilRerun(never, failed), {message: "no model"});
  });

  it("untilRerun(invalidation, promise) does not stay pending when the cell runs again", async () => {
    const again = untilRerun(Promise.resolve(), never);
    await assert.rejects(again, {message: "the cell runs again"});
  });

  it("untilRerun(invalidation, promise) keeps a value that was there before", async () => {
    const value = untilRerun(Promise.resolve(), Promise.resolve(3));
    assert.equal(await value, 3);
  });
});
