import assert from "node:assert/strict";
import {test} from "node:test";
import {inTime} from "../../src/async/in-time.js";

/** Returns work that ends only when it is called off. */
const endless = (until: AbortSignal) =>
  new Promise<never>((_, reject) => {
    until.addEventListener("abort", () => reject(until.reason as Error));
  });

test("inTime(seconds, signal, work, what) returns what work gives", async () => {
  const {signal} = new AbortController();
  assert.equal(await inTime(60, signal, async () => 42, "the sum was not computed"), 42);
});

test("inTime(seconds, signal, work, what) ends what takes too long, with a sentence", async () => {
  const {signal} = new AbortController();
  await assert.rejects(inTime(0.01, signal, endless, "invalid a.json: it is not open"), {
    message:
      "invalid a.json: it is not open within 0.01 seconds, expected a smaller or simpler file"
  });
});

test("inTime(seconds, signal, work, what) is called off by its signal", async () => {
  const controller = new AbortController();
  const work = inTime(60, controller.signal, endless, "it is not open");
  controller.abort(new Error("another one has come"));
  await assert.rejects(work, {message: "another one has come"});
});
