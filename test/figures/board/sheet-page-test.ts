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

const sheets = views.filter((view) => view.isSheet);

/** Returns the mean difference of the pixels of two images of one size. */
function meanDifference(a: Ink, b: Ink): number {
  assert.deepEqual([a.width, a.height], [b.width, b.height]);
  return (
    Array.from(a.ink, (ink, i) => Math.abs(ink - b.ink[i]!)).reduce((x, y) => x + y) / a.ink.length
  );
}

describe("sheets", () => {
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
          await canvasOf(page, view).scrollIntoViewIfNeeded();
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

describe("enlarged sheets", () => {
  const sheet = viewOf("fashion-4d-sheet");
  const single = viewOf("fashion-4d");
  const choose = (page: Page, n: number) =>
    page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
  const enlarge = (page: Page) => page.getByLabel("enlarge");
  const boxOf = async (page: Page, view: View, part: string) =>
    (await figureOf(page, view).locator(part).boundingBox())!;

  siteTest("16 × 16 images or more enlarge both sheets by themselves", {}, async (page) => {
    const small = await boxOf(page, sheet, ".screen");
    const image = await boxOf(page, single, ".screen");
    await choose(page, 8);
    assert.equal(await enlarge(page).isChecked(), false);
    for (const n of [16, 32]) {
      await choose(page, n);
      assert.ok(await enlarge(page).isChecked(), `${n} × ${n} images`);
      for (const view of sheets) {
        const {width} = await boxOf(page, view, ".screen");
        assert.ok(width > 2.5 * small.width, `${width} px wide, ${small.width} before`);
      }
      const {width} = await boxOf(page, single, ".screen");
      assert.ok(width > 0.9 * image.width, "the single images stay as they are");
      await enlarge(page).uncheck();
      assert.equal((await boxOf(page, sheet, ".screen")).width, small.width);
    }
    await choose(page, 4);
    await enlarge(page).check();
    assert.ok((await boxOf(page, sheet, ".screen")).width > 2.5 * small.width);
  });

  siteTest(
    "on a phone an enlarged sheet is as wide as the page, its sliders under it",
    {context: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}},
    async (page) => {
      await enlarge(page).check();
      const {x, y, width, height} = await boxOf(page, sheet, ".screen");
      assert.deepEqual([x, width, height], [20, 350, 350]);
      const sliders = await boxOf(page, sheet, ".controls");
      assert.ok(sliders.y >= y + height);
      assert.ok(sliders.y + sliders.height - y < 600, "in one screen with the sheet");
    }
  );

  siteTest("a sheet that is finer than the screen is averaged", {}, async (page) => {
    await choose(page, 32);
    await enlarge(page).uncheck();
    await canvasOf(page, sheet).scrollIntoViewIfNeeded();
    const expected = imageOf(sheet, await valuesOf(page, sheet), 32);
    await assertShows(canvasOf(page, sheet), expected);
    const average = figureOf(page, sheet).locator("canvas.average");
    await average.waitFor();
    const shown = await inkOf(average);
    const {width} = await boxOf(page, sheet, ".screen");
    assert.ok(Math.abs(shown.width - width) <= 1, `${shown.width} pixels on ${width}`);
    const means = meansOf(expected, shown.width);
    const off = meanDifference(shown, {...shown, ink: means});
    assert.ok(off < 8, `${off} of 255 off the means`);

    await enlarge(page).check();
    await average.waitFor({state: "hidden"});
  });

  /** Returns the means of what lies under each pixel of a smaller image, as wide as high. */
  function meansOf({width, ink}: Ink, side: number): number[] {
    const edge = (i: number) => Math.round((i * width) / side);
    return Array.from({length: side * side}, (_, i) => {
      const [row, column] = [Math.floor(i / side), i % side];
      let [sum, count] = [0, 0];
      for (let y = edge(row); y < edge(row + 1); ++y) {
        for (let x = edge(column); x < edge(column + 1); ++x) {
          sum += ink[y * width + x]!;
          count += 1;
        }
      }
      return sum / count;
    });
  }
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
