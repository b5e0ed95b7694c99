import assert from "node:assert/strict";
import {describe, test} from "node:test";
import type {Visibility} from "../../src/async/pace.js";
import {pacedDrawing, whenHiddenLong} from "../../src/async/pace.js";

describe("paced drawing", async () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  /** Returns a drawing that takes some time, with its clock. */
  function drawing(takes: number, isSeen = () => true) {
    const world = {time: 0, drawn: 0};
    const draw = async () => {
      await turn();
      world.time += takes;
      world.drawn += 1;
    };
    return {world, ...pacedDrawing(draw, isSeen, () => world.time)};
  }

  test("pacedDrawing(…).due() leaves a drawing at most an eighth of the time", async () => {
    const {world, due} = drawing(100);
    due();
    due(); // one is under way
    await turn();
    await turn();
    assert.equal(world.drawn, 1);
    world.time += 799;
    due();
    await turn();
    await turn();
    assert.equal(world.drawn, 1);
    world.time += 1;
    due();
    await turn();
    await turn();
    assert.equal(world.drawn, 2);
  });

  test("pacedDrawing(…) draws nothing that cannot be seen, but for what settles", async () => {
    const {world, due, settle} = drawing(1, () => false);
    due();
    await turn();
    await turn();
    assert.equal(world.drawn, 0);
    settle();
    settle(); // once more, when the first is done
    for (let i = 0; i < 6; ++i) await turn();
    assert.equal(world.drawn, 2);
  });
});

describe("hidden pause", () => {
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
});
