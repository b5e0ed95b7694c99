import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {canvasOf, setSliders, sliderOf} from "../harness/board.js";
import {type View, viewOf, views} from "../harness/views.js";
import {independentQuantile} from "../harness/independent.js";
import {assertShows, cell, difference, imageAt} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

const sheets = views.filter((view) => view.isSheet);

/** Returns the independent decode at Φ⁻¹ of each u. */
function decodeAt({model}: View, ...u: number[]) {
  return imageAt(model, u.map(independentQuantile));
}

function choose(page: Page, n: number): Promise<void> {
  return page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
}

for (const view of sheets) {
  siteTest(
    `row 3, column 4 of ${view.title} of 4 × 4 is the decode at Φ⁻¹([0.95, 0.65, s₀, s₁])`,
    {},
    async (page) => {
      for (const [s0, s1] of [
        [0.2, 0.7],
        [0.9, 0.1]
      ] as const) {
        await setSliders(page, view, [s0, s1]);
        const expected = decodeAt(view, 0.95, 0.65, s0, s1);
        await assertShows(canvasOf(page, view), expected, cell(3, 4));
        const swapped = decodeAt(view, 0.65, 0.95, s0, s1);
        assert.notEqual(difference(swapped, expected), undefined, "column and row differ");
      }
    }
  );
}

siteTest(
  "the resolution sets how finely both sheets sample the first two latents",
  {},
  async (page) => {
    for (const view of sheets) await setSliders(page, view, [0.3, 0.6]);
    for (const {n, row, column, across, down} of [
      {n: 8, row: 2, column: 7, across: 0.05 + (0.9 * 6) / 7, down: 0.05 + 0.9 / 7},
      {n: 16, row: 16, column: 1, across: 0.05, down: 0.95},
      {n: 32, row: 5, column: 30, across: 0.05 + (0.9 * 29) / 31, down: 0.05 + (0.9 * 4) / 31},
      {n: 4, row: 4, column: 2, across: 0.35, down: 0.95}
    ]) {
      await choose(page, n);
      for (const view of sheets) {
        const expected = decodeAt(view, across, down, 0.3, 0.6);
        await assertShows(canvasOf(page, view), expected, cell(row, column));
        const [width, height] = await canvasOf(page, view).evaluate((canvas) => [
          (canvas as HTMLCanvasElement).width,
          (canvas as HTMLCanvasElement).height
        ]);
        assert.deepEqual([width, height], [28 * n, 28 * n]);
      }
    }
  }
);

siteTest("the sliders of a sheet move all its images at 32 × 32", {}, async (page) => {
  const view = viewOf("mnist-4d-sheet");
  await choose(page, 32);
  await sliderOf(page, view, 3).fill("0.95");
  await sliderOf(page, view, 4).fill("0.05");
  for (const [row, column] of [
    [1, 1],
    [32, 1],
    [1, 32],
    [32, 32]
  ] as const) {
    const [across, down] = [column, row].map((one) => (one === 1 ? 0.05 : 0.95));
    const expected = decodeAt(view, across!, down!, 0.95, 0.05);
    await assertShows(canvasOf(page, view), expected, cell(row, column));
  }
});
