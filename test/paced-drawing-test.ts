import assert from "node:assert/strict";
import {test} from "node:test";
import {pacedDrawing} from "../src/paced-drawing.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Returns a drawing that takes so long, with its clock. */
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
