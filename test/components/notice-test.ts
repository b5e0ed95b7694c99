import assert from "node:assert/strict";
import {it} from "node:test";
import {failInPlace} from "../../src/components/notice.js";

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
