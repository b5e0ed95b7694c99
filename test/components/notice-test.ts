import assert from "node:assert/strict";
import {it} from "node:test";
import {failInPlace, untilLoaded} from "../../src/components/notice.js";

it("failInPlace(promise) is the value of the promise", async () => {
  assert.equal(await failInPlace(Promise.resolve(7)), 7);
});

it("failInPlace(promise, …places) tells every place and stays pending", async () => {
  const told: unknown[] = [];
  const place = {fail: (error: unknown) => told.push(error)};
  const promise = failInPlace(Promise.reject(new Error("no file")), place, place);
  const settled = promise.then(
    () => "resolved",
    () => "rejected"
  );
  const later = new Promise((resolve) => setTimeout(resolve, 10, "pending"));
  assert.equal(await Promise.race([settled, later]), "pending");
  assert.deepEqual(told, [new Error("no file"), new Error("no file")]);
});

it("untilLoaded(load, …places) tells every place, and waits until a try has loaded it", async () => {
  const told: unknown[] = [];
  const tries: (() => void)[] = [];
  const place = {
    fail(error: unknown, again?: () => void): void {
      told.push(error);
      tries.push(again!);
    }
  };
  const answers = [
    () => Promise.reject(new Error("no file")),
    () => Promise.reject(new Error("half a file")),
    () => Promise.resolve(7)
  ];
  const loaded = untilLoaded(() => answers.shift()!(), place, place);
  for (const sentence of ["no file", "half a file"]) {
    await new Promise(setImmediate);
    assert.deepEqual(told.splice(0), [new Error(sentence), new Error(sentence)]);
    tries.pop()!();
  }
  assert.equal(await loaded, 7);
  assert.deepEqual(told, []);
});
