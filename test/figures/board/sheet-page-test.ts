import {describe} from "node:test";
import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {canvasOf, figureOf, setSliders, sliderOf, valuesOf} from "../../harness/board.js";
import {independentQuantile} from "../../harness/independent.js";
import {
  assertShows,
  cell,
  difference,
  imageAt,
  imageOf,
  type Ink,
  inkOf
} from "../../harness/ink.js";
import {sharedPage, siteTest} from "../../harness/site.js";
import {type View, viewOf, views} from "../../harness/views.js";
import {pageTime} from "../../harness/waiting.js";

describe("sheets", () => {
  const sheets = views.filter((view) => view.isSheet);

  /** Returns the independent decode at Φ⁻¹ of each u. */
  function decodeAt({model}: View, ...u: number[]) {
    return imageAt(model, u.map(independentQuantile));
  }

  function choose(page: Page, n: number): Promise<void> {
    return page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
  }

  const sheetTest = sharedPage({});

  for (const view of sheets) {
    sheetTest(
      `row 3, column 4 of ${view.title} of 4 × 4 is the decode at Φ⁻¹([0.95, 0.65, s₀, s₁])`,
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
});

describe("drafts", () => {
  const view = viewOf("mnist-4d-sheet");
  const draftOf = (page: Page) => figureOf(page, view).locator("canvas.draft");

  function choose(page: Page, n: number): Promise<void> {
    return page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
  }

  /** Moves the sliders to a place again and again, for as long as the page is open. */
  function keepMoving(page: Page, u: readonly number[]): Promise<number> {
    return figureOf(page, view).evaluate((figure, places) => {
      const sliders = Array.from(figure.querySelectorAll<HTMLInputElement>("[type=range]"));
      return window.setInterval(() => {
        sliders.forEach((slider, i) => {
          slider.valueAsNumber = places[i]!;
          slider.dispatchEvent(new Event("input", {bubbles: true}));
        });
      }, 10);
    }, u);
  }

  /** Returns an image of which each pixel is the mean of 2 × 2. */
  function halved({width, height, ink}: Ink): Ink {
    const half = {width: width / 2, height: height / 2};
    const means = Array.from({length: half.width * half.height}, (_, i) => {
      const at = 2 * Math.floor(i / half.width) * width + 2 * (i % half.width);
      return (ink[at]! + ink[at + 1]! + ink[at + width]! + ink[at + width + 1]!) / 4;
    });
    return {...half, ink: means};
  }

  /** Returns the mean difference of the pixels of two images of one size. */
  function meanDifference(a: Ink, b: Ink): number {
    assert.deepEqual([a.width, a.height], [b.width, b.height]);
    return (
      Array.from(a.ink, (ink, i) => Math.abs(ink - b.ink[i]!)).reduce((x, y) => x + y) /
      a.ink.length
    );
  }

  siteTest("a 32 × 32 sheet shows a near draft while its slider moves", {}, async (page) => {
    await choose(page, 32);
    const u = [0.3, 0.62];
    await keepMoving(page, u);
    await page.waitForFunction(
      (id) =>
        document.querySelector<HTMLCanvasElement>(`[data-view="${id}"] .draft`)?.width === 448,
      view.id
    );
    await draftOf(page).waitFor({state: "visible"});
    const [near, other] = [u, [0.7, 0.62]].map((place) => halved(imageOf(view, place, 32)));
    const off = meanDifference(await inkOf(draftOf(page)), near!);
    const elsewhere = meanDifference(other!, near!);
    assert.ok(off < 4 && off < elsewhere / 4, `${off} of 255, and ${elsewhere} at another place`);
  });

  siteTest("the draft goes as soon as the exact sheet stands", {}, async (page) => {
    await choose(page, 32);
    await assertShows(canvasOf(page, view), imageOf(view, await valuesOf(page, view), 32));
    await draftOf(page).waitFor({state: "hidden"});
  });

  siteTest(
    "a sheet that is left for a smaller one while it moves draws nothing over it",
    {},
    async (page) => {
      await choose(page, 32);
      await figureOf(page, view).locator("[type=range]").first().fill("0.8");
      await choose(page, 4);
      await pageTime(page, 500);
      await assertShows(canvasOf(page, view), imageOf(view, await valuesOf(page, view), 4));
      assert.equal(await draftOf(page).filter({visible: true}).count(), 0);
    }
  );
});
