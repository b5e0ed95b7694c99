import assert from "node:assert/strict";
import {once} from "node:events";
import {describe, test} from "node:test";
import {askedWorker, answerQuestions, handedOver} from "../../src/async/worker.js";
import {SessionWorker, ThreadWorker} from "../thread-worker.js";

/** What the workers of these trials answer. */
interface Trial {
  double(asked: {n: number}): number;
  wait(): void;
  count(asked: {to: number}, tell: (done: number, of: number) => void): string;
  fail(): Promise<never>;
  array(): Float32Array;
}

describe("asked worker", async () => {
  function asked() {
    const worker = new ThreadWorker();
    return {worker, ...askedWorker<Trial>(worker, "the trial cannot go on")};
  }

  test("ask(question) gives each question its own answer, in any order", async () => {
    const {worker, ask} = asked();
    const answers = [ask({type: "double", n: 4}), ask({type: "double", n: 5})];
    assert.deepEqual(worker.posted, [
      {type: "double", n: 4, id: 1},
      {type: "double", n: 5, id: 2}
    ]);
    worker.say({id: 2, value: 10});
    worker.say({id: 1, value: 8});
    assert.deepEqual(await Promise.all(answers), [8, 10]);
  });

  test("ask(question) is rejected alone where it has failed", async () => {
    const {worker, ask} = asked();
    const answers = Promise.allSettled([ask({type: "fail"}), ask({type: "double", n: 3})]);
    worker.say({id: 1, message: "invalid z: 3 numbers"});
    worker.say({id: 2, value: 6});
    const [first, second] = await answers;
    assert.equal(
      String(first.status === "rejected" && first.reason),
      "Error: invalid z: 3 numbers"
    );
    assert.deepEqual(second, {status: "fulfilled", value: 6});
  });

  test("ask(question, {onProgress}) is told how far that question is", async () => {
    const {worker, ask} = asked();
    const told: number[][] = [];
    const onProgress = (...progress: number[]) => void told.push(progress);
    const answer = ask({type: "count", to: 2}, {onProgress});
    worker.say({id: 1, progress: [1, 2]});
    worker.say({id: 7, progress: [5, 9]});
    worker.say({id: 1, value: "done"});
    assert.equal(await answer, "done");
    assert.deepEqual(told, [[1, 2]]);
  });

  test("ask(question, {signal}) is called off, and the worker goes on", async () => {
    const {worker, ask} = asked();
    const control = new AbortController();
    const answer = ask({type: "wait"}, {signal: control.signal});
    control.abort(new Error("the page has other files now"));
    await assert.rejects(answer, {message: "the page has other files now"});
    const other = ask({type: "double", n: 1});
    worker.say({id: 1, value: undefined});
    worker.say({id: 2, value: 2});
    assert.equal(await other, 2);
    assert.equal(worker.isTerminated, false);
  });

  test("ask(question, {signal}) asks nothing if it was called off before", async () => {
    const {worker, ask} = asked();
    const signal = AbortSignal.abort(new Error("too late"));
    await assert.rejects(ask({type: "wait"}, {signal}), {message: "too late"});
    assert.deepEqual(worker.posted, []);
  });

  test("a worker that dies is told to all that wait, and to what comes later", async () => {
    const {worker, ask} = asked();
    const waiting = ask({type: "wait"});
    worker.die("stack overflow");
    const ended = {message: "the trial cannot go on: the worker has ended: stack overflow"};
    await assert.rejects(waiting, ended);
    await assert.rejects(ask({type: "wait"}), ended);
    assert.equal(worker.isTerminated, true);
  });

  test("a worker that cannot be loaded is told as well", async () => {
    const {worker, ask} = asked();
    const waiting = ask({type: "wait"});
    worker.die();
    await assert.rejects(waiting, {
      message:
        "the trial cannot go on: the worker has ended: it could not be loaded, or ran out of memory"
    });
  });

  test("a worker that works and dies without an event is noticed", async (context) => {
    context.mock.timers.enable({apis: ["setInterval", "Date"]});
    const {worker, ask} = asked();
    const waiting = ask({type: "wait"});
    for (let second = 0; second < 100; second += 5) context.mock.timers.tick(5000);
    worker.say({isAlive: true});
    for (let second = 0; second < 120; second += 5) context.mock.timers.tick(5000);
    assert.equal(worker.isTerminated, false);
    context.mock.timers.tick(5000);
    const ended = {
      message:
        "the trial cannot go on: the worker has not answered for 120 s; it may have run out of memory: close other tabs, and try again"
    };
    await assert.rejects(waiting, ended);
    await assert.rejects(ask({type: "wait"}), ended);
    assert.equal(worker.isTerminated, true);
  });

  test("a worker that answers, has nothing to do, or sleeps with its page is not ended", async (context) => {
    context.mock.timers.enable({apis: ["setInterval", "Date"]});
    const {worker, ask} = asked();
    const answer = ask({type: "wait"});
    context.mock.timers.tick(5000);
    assert.deepEqual(worker.posted.at(-1), {isAlive: "?"});
    for (let i = 0; i < 50; ++i) {
      context.mock.timers.setTime(Date.now() + 60_000); // a page in the background, once a minute
    }
    worker.say({id: 1, value: undefined});
    await answer;
    const {length} = worker.posted;
    for (let i = 0; i < 50; ++i) context.mock.timers.tick(5000);
    assert.equal(worker.posted.length, length);
    assert.equal(worker.isTerminated, false);
  });

  test("end() ends the worker, and says so to later questions", async () => {
    const {worker, ask, end} = asked();
    end();
    assert.equal(worker.isTerminated, true);
    await assert.rejects(ask({type: "wait"}), {
      message: "the trial cannot go on: the worker is no longer needed"
    });
  });

  test("end(reason) rejects what waits with the reason", async () => {
    const {ask, end} = asked();
    const waiting = ask({type: "wait"});
    end(new Error("the run was stopped"));
    await assert.rejects(waiting, {message: "the run was stopped"});
    await assert.rejects(ask({type: "wait"}), {message: "the run was stopped"});
  });
});

describe("answered questions", async () => {
  const session: Trial = {
    double: ({n}) => 2 * n,
    wait: () => {},
    count({to}, tell) {
      for (let done = 1; done <= to; ++done) tell(done, to);
      return "counted";
    },
    fail: () => Promise.reject(new Error("invalid trial")),
    array() {
      const values = Float32Array.of(1, 2);
      return handedOver(values, [values.buffer]);
    }
  };
  const asked = () =>
    askedWorker<Trial>(new SessionWorker((page) => answerQuestions(session, page)), "it failed");

  test("answerQuestions(session) answers by the function of a question’s kind", async () => {
    const {ask} = asked();
    assert.equal(await ask({type: "double", n: 21}), 42);
    assert.equal(await ask({type: "wait"}), undefined);
    await assert.rejects(ask({type: "fail"}), {message: "invalid trial"});
  });

  test("answerQuestions(session) says that it is alive, and what it has thrown, shortened", async () => {
    const thrown: unknown[] = ["a text", new Error(""), new Error("a".repeat(5000)), undefined];
    const worker = new SessionWorker((page) =>
      answerQuestions(
        {
          fail() {
            throw thrown.shift();
          }
        },
        page
      )
    );
    const heard: unknown[] = [];
    worker.addEventListener("message", (event) => heard.push((event as MessageEvent).data));
    const {ask} = askedWorker<{fail(): never}>(worker, "it failed");
    await assert.rejects(ask({type: "fail"}), {message: "a text"});
    await assert.rejects(ask({type: "fail"}), {message: "Error"});
    await assert.rejects(ask({type: "fail"}), {message: `${"a".repeat(800)}…`});
    await assert.rejects(ask({type: "fail"}), {message: "undefined"});
    worker.postMessage({isAlive: "?"}, []);
    await once(worker, "message");
    assert.deepEqual(heard.at(-1), {isAlive: true});
  });

  test("answerQuestions(session) tells progress before the answer", async () => {
    const told: number[][] = [];
    const onProgress = (...progress: number[]) => void told.push(progress);
    assert.equal(await asked().ask({type: "count", to: 2}, {onProgress}), "counted");
    assert.deepEqual(told, [
      [1, 2],
      [2, 2]
    ]);
  });

  test("handedOver(value, memory) is an answer that leaves nothing behind", async () => {
    let values: Float32Array | undefined;
    const keeping = {...session, array: () => (values = session.array())};
    const worker = new SessionWorker((page) => answerQuestions(keeping, page));
    const answer = await askedWorker<Trial>(worker, "it failed").ask({type: "array"});
    assert.deepEqual([...answer], [1, 2]);
    assert.equal(values!.length, 0);
  });
});
