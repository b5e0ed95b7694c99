import assert from "node:assert/strict";
import {describe, it} from "node:test";
import type {Task} from "../../src/async/newest.js";
import {newest, newestNext, taskSlot, untilRerun} from "../../src/async/newest.js";

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

/** Work that a test finishes by hand. */
interface Job {
  resolve(value: string): void;
  reject(error: Error): void;
}

describe("newest", async () => {
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

describe("a place for one task", async () => {
  /** Returns a place, what it has said and failed with, and the tasks that it has started. */
  function place() {
    const [said, tasks]: [string[], (Task & Job)[]] = [[], []];
    const slot = taskSlot(
      (text) => said.push(text),
      (error) => said.push(`failed: ${(error as Error).message}`)
    );
    const start = (done: (result: string) => string | void) =>
      slot.start(
        "reading",
        (task) =>
          new Promise<string>((resolve, reject) => {
            tasks.push({...task, resolve, reject});
          }),
        done
      );
    return {said, tasks, start, stop: slot.stop};
  }

  it("taskSlot(say, fail).start(first, work, done) says first, how it goes, and the end", async () => {
    const {said, tasks, start} = place();
    const ended = start((result) => `read ${result}`);
    tasks[0]!.say("half");
    tasks[0]!.resolve("a");
    await ended;
    assert.deepEqual(said, ["", "reading", "half", "", "read a"]);
  });

  it("taskSlot(…).start(…) ends the task before, which is not heard any more", async () => {
    const {said, tasks, start} = place();
    const used: string[] = [];
    const use = (result: string) => void used.push(result);
    const ended = Promise.all([start(use), start(use), start(use)]);
    assert.deepEqual(
      tasks.map(({signal}) => signal.aborted),
      [true, true, false]
    );
    tasks[0]!.say("half");
    tasks[2]!.resolve("newest");
    tasks[1]!.reject(new Error("no"));
    tasks[0]!.resolve("oldest");
    await ended;
    assert.deepEqual(used, ["newest"]);
    assert.deepEqual(
      said.filter((text) => text !== "" && text !== "reading"),
      []
    );
  });

  it("taskSlot(…).start(…) hands on what work or done throws", async () => {
    const {said, tasks, start} = place();
    const ended = start(() => {});
    tasks[0]!.reject(new Error("torn"));
    await ended;
    const used = start(() => {
      throw new Error("of no use");
    });
    tasks[1]!.resolve("b");
    await used;
    assert.deepEqual(
      said.filter((text) => text.startsWith("failed")),
      ["failed: torn", "failed: of no use"]
    );
  });

  it("taskSlot(…).stop() ends the task and takes back what was said", async () => {
    const {said, tasks, start, stop} = place();
    const ended = start(() => "read");
    stop();
    tasks[0]!.resolve("a");
    await ended;
    assert.equal(tasks[0]!.signal.aborted, true);
    assert.deepEqual(said, ["", "reading", ""]);
  });
});
