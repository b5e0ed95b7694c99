import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {canvasOf, figureOf, valuesOf} from "../harness/board.js";
import {viewOf} from "../harness/views.js";
import {assertShows, imageOf, type Ink, inkOf} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

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
    Array.from(a.ink, (ink, i) => Math.abs(ink - b.ink[i]!)).reduce((x, y) => x + y) / a.ink.length
  );
}

siteTest("a 32 × 32 sheet shows a near draft while its slider moves", {}, async (page) => {
  await choose(page, 32);
  const u = [0.3, 0.62];
  await keepMoving(page, u);
  await page.waitForFunction(
    (id) => document.querySelector<HTMLCanvasElement>(`[data-view="${id}"] .draft`)?.width === 448,
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
    await page.waitForTimeout(500);
    await assertShows(canvasOf(page, view), imageOf(view, await valuesOf(page, view), 4));
    assert.equal(await draftOf(page).filter({visible: true}).count(), 0);
  }
);
