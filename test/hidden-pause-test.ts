import assert from "node:assert/strict";
import {test} from "node:test";
import {whenHiddenLong, type Visibility} from "../src/hidden-pause.js";

/** A page that a test hides and shows. */
class TestPage extends EventTarget implements Visibility {
  visibilityState: DocumentVisibilityState = "visible";
  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

test("whenHiddenLong(page, ms, acts) acts at once, and again when the page stays hidden", (t) => {
  t.mock.timers.enable({apis: ["setTimeout"]});
  const page = new TestPage();
  const acts: string[] = [];
  whenHiddenLong(page, 1000, {
    atOnce: () => acts.push("at once"),
    afterLong: () => acts.push("after long")
  });
  page.turn("hidden");
  assert.deepEqual(acts, ["at once"]);
  t.mock.timers.tick(999);
  assert.deepEqual(acts, ["at once"]);
  t.mock.timers.tick(1);
  assert.deepEqual(acts, ["at once", "after long"]);
});

test("whenHiddenLong(page, ms, acts) does nothing more where the page is seen in time", (t) => {
  t.mock.timers.enable({apis: ["setTimeout"]});
  const page = new TestPage();
  let long = 0;
  const stop = whenHiddenLong(page, 1000, {atOnce() {}, afterLong: () => (long += 1)});
  page.turn("hidden");
  t.mock.timers.tick(500);
  page.turn("visible");
  t.mock.timers.tick(5000);
  assert.equal(long, 0);
  page.turn("hidden");
  stop();
  t.mock.timers.tick(5000);
  assert.equal(long, 0);
});
