import assert from "node:assert/strict";
import {it} from "node:test";
import {once} from "../src/once.js";

it("once(load) gives every caller the same promise", async () => {
  let calls = 0;
  const load = once(async () => ++calls);
  assert.deepEqual(await Promise.all([load(), load()]), [1, 1]);
  assert.strictEqual(await load(), 1);
});

it("once(load) tries anew after a failure", async () => {
  let calls = 0;
  const load = once(async () => {
    if (++calls === 1) throw new Error("gone");
    return calls;
  });
  await assert.rejects(load(), {message: "gone"});
  assert.strictEqual(await load(), 2);
});
