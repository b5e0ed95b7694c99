import assert from "node:assert/strict";
import {it} from "node:test";
import {newestNext} from "../../src/components/newest-next.js";

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
