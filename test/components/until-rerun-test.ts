import assert from "node:assert/strict";
import {it} from "node:test";
import {untilRerun} from "../../src/components/until-rerun.js";

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
