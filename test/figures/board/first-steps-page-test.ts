import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, figureOf, sliderOf, valuesOf} from "../../harness/board.js";
import {siteTest} from "../../harness/site.js";
import {viewOf} from "../../harness/views.js";
import {until} from "../../harness/waiting.js";

const view = viewOf("mnist-2d");
const thinSeven = [0.91, 0.71];
const [four, nine] = [
  [0.6, 0.63],
  [0.77, 0.71]
];

/** Counts the moves of the first view from now on; returns what says how many there were. */
async function countMoves(page: Page): Promise<() => Promise<number>> {
  await figureOf(page, view).evaluate((figure) => {
    figure.dataset.moves = "0";
    figure.addEventListener("input", () => {
      figure.dataset.moves = String(Number(figure.dataset.moves) + 1);
    });
  });
  return async () => Number(await figureOf(page, view).getAttribute("data-moves"));
}

siteTest("what can be tried moves the sliders there, step by step", {}, async (page) => {
  const moves = await countMoves(page);
  await page.getByRole("button", {name: "a thin 7"}).click();
  await until(
    page,
    () => valuesOf(page, view),
    (u) => u.every((ui, i) => ui === thinSeven[i])
  );
  await assertImage(page, view, thinSeven);
  assert.ok((await moves()) > 3, `${await moves()} moves`);
  await page.getByRole("button", {name: "walk from 4 to 9"}).press("Enter");
  await assertImage(page, view, nine);
});

siteTest(
  "without motion what can be tried is there at once, one stop at each press",
  {context: {reducedMotion: "reduce"}},
  async (page) => {
    const moves = await countMoves(page);
    const walk = page.getByRole("button", {name: "walk from 4 to 9"});
    for (const [i, stop] of [four, nine, four].entries()) {
      await walk.click();
      assert.deepEqual(await valuesOf(page, view), stop);
      assert.equal(await moves(), i + 1);
    }
    await assertImage(page, view, four);
  }
);

siteTest("the first use of any slider takes “drag me” away", {}, async (page) => {
  const hint = page.locator(".drag-hint");
  assert.ok(await hint.isVisible());
  const [thumb, text] = [
    (await sliderOf(page, view, 1).boundingBox())!,
    (await hint.boundingBox())!
  ];
  const middle = text.y + text.height / 2;
  assert.ok(middle > thumb.y && middle < thumb.y + thumb.height, "beside the thumb of u₁");
  await sliderOf(page, viewOf("fashion-4d"), 3).press("ArrowRight");
  assert.equal(await hint.count(), 0);
});
