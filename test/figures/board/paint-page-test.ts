import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {
  assertImage,
  assertNumbers,
  canvasOf,
  figureOf,
  setSliders,
  sliderOf,
  valuesOf
} from "../../harness/board.js";
import {difference, imageOf, type Ink, inkOf, inkOfPng} from "../../harness/ink.js";
import {siteTest} from "../../harness/site.js";
import {type View, views} from "../../harness/views.js";

/** What a view shows before any script has run. */
interface Record {
  ink: Ink;
  box: unknown;
  screenshot: Buffer;
}

/**
 * Holds back every script of a page, looks at its six images, and lets the scripts go. What was
 * seen is added to records.
 */
async function recordFirstPaint(page: Page, records: Map<View, Record>): Promise<void> {
  let seen: Promise<void> | undefined;
  await page.route("**/*.js", async (route) => {
    await (seen ??= look(page, records));
    await route.continue();
  });
}

async function look(page: Page, records: Map<View, Record>): Promise<void> {
  for (const view of views) {
    const image = figureOf(page, view).locator("img");
    await image.evaluate((element) => (element as HTMLImageElement).decode());
    assert.ok(await image.isVisible(), `${view.title} is visible without a script`);
    assert.equal(await figureOf(page, view).locator("canvas").count(), 0, "nothing has run");
    const address = await image.evaluate((element) => (element as HTMLImageElement).currentSrc);
    records.set(view, {
      // A small one stands in the page.
      ink: inkOfPng(Buffer.from(await (await fetch(address)).arrayBuffer())),
      box: await boxOf(page, view),
      screenshot: await image.screenshot()
    });
  }
}

/** Returns where a view’s image, or the canvas that has taken its place, stands in the page. */
function boxOf(page: Page, view: View) {
  return figureOf(page, view).evaluate((figure) => {
    const image = figure.querySelector("canvas") ?? figure.querySelector("img")!;
    const {left, top, width, height} = image.getBoundingClientRect();
    return {left, top: top + scrollY, width, height};
  });
}

for (const [name, context] of [
  ["a wide window", {viewport: {width: 1280, height: 900}}],
  ["a dark phone", {viewport: {width: 390, height: 844}, colorScheme: "dark"}]
] as const) {
  const records = new Map<View, Record>();
  siteTest(
    `the first paint of ${name} is recorded, and the live views take its place unseen`,
    {context, prepare: (page) => recordFirstPaint(page, records)},
    async (page) => {
      assert.equal(records.size, 6);
      for (const [view, {ink, box, screenshot}] of records) {
        await figureOf(page, view).scrollIntoViewIfNeeded();
        await figureOf(page, view).locator("canvas[data-drawn]").waitFor();
        const canvas = canvasOf(page, view);
        assert.equal(difference(await inkOf(canvas), ink), undefined, view.title);
        assert.deepEqual(await boxOf(page, view), box, view.title);
        assert.ok((await canvas.screenshot()).equals(screenshot), `${view.title} looks the same`);
      }
    }
  );
}

/** Runs in the page before anything else: adds up by how much its layout has shifted. */
function watchShifts(): void {
  const watched = window as unknown as {layoutShift: number; shifted: string[]};
  watched.layoutShift = 0;
  watched.shifted = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as Shift[]) {
      watched.layoutShift += entry.value;
      for (const {node} of entry.sources) {
        watched.shifted.push(node instanceof Element ? node.outerHTML.slice(0, 80) : "text");
      }
    }
  }).observe({type: "layout-shift", buffered: true});

  interface Shift {
    value: number;
    sources: {node: Node | null}[];
  }
}

/** Asserts that nothing is wider than the window, and that each image has a place of its own. */
async function assertFits(page: Page, width: number): Promise<void> {
  const boxes = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    images: Array.from(document.querySelectorAll("[data-view] canvas[role=img]"), (canvas) => {
      const {left, right, width: across, height} = canvas.getBoundingClientRect();
      return {left, right, width: across, height};
    })
  }));
  assert.ok(boxes.content <= width, `content ${boxes.content} px wide, window ${width}`);
  assert.equal(boxes.images.length, 7, "six views and the preview beside the plane");
  for (const {left, right, width: across, height} of boxes.images) {
    assert.ok(left >= 0 && right <= width, `an image from ${left} to ${right}`);
    assert.ok(across > 80 && Math.abs(across - height) < 1, `an image of ${across} × ${height}`);
  }
}

for (const [name, context] of [
  ["a wide window", {viewport: {width: 1280, height: 900}}],
  ["a phone", {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}]
] as const) {
  siteTest(
    `nothing jumps on ${name} from the first paint until the views are live`,
    {context, prepare: async (page) => void (await page.addInitScript(watchShifts))},
    async (page) => {
      for (const view of views) {
        await canvasOf(page, view).scrollIntoViewIfNeeded();
        await assertImage(page, view, await valuesOf(page, view));
      }
      const {layoutShift, shifted} = await page.evaluate(() => {
        const watched = window as unknown as {layoutShift: number; shifted: string[]};
        return {layoutShift: watched.layoutShift, shifted: watched.shifted};
      });
      assert.ok(layoutShift <= 0.001, `shifted by ${layoutShift}: ${shifted.join(", ")}`);
    }
  );
}

siteTest(
  "a window made as narrow as a phone and wide again keeps images and sliders",
  {},
  async (page) => {
    for (const width of [1280, 900, 600, 390, 320, 1280]) {
      await page.setViewportSize({width, height: 900});
      await assertFits(page, width);
      for (const view of views) {
        await sliderOf(page, view, view.sliders[0]!).press("ArrowRight");
        await assertImage(page, view, await valuesOf(page, view));
      }
    }
  }
);

/** Where the sliders are put in turn, of u: both ends, the middle, and places of no note. */
const places = [
  [0.05, 0.05, 0.05, 0.05],
  [0.95, 0.95, 0.95, 0.95],
  [0.5, 0.5, 0.5, 0.5],
  [0.05, 0.95, 0.237, 0.781],
  [0.613, 0.084, 0.95, 0.05]
];

siteTest("the pixels of all six views are the decode of z = Φ⁻¹(u)", {}, async (page) => {
  for (const view of views) {
    for (const place of places) {
      const u = place.slice(0, view.sliders.length);
      await setSliders(page, view, u);
      await assertNumbers(page, view, u);
    }
  }
});

siteTest(
  "the 8-bit weights of the board change its pictures as little as promised",
  {},
  async (page) => {
    for (const view of views) {
      await canvasOf(page, view).scrollIntoViewIfNeeded();
      const u = await valuesOf(page, view);
      await assertImage(page, view, u);
      const {ink} = await inkOf(canvasOf(page, view));
      const exact = imageOf(view, u, 4, "float16");
      const off = Array.from(ink, (level, i) => Math.abs(level - Math.round(exact.ink[i]!)));
      const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
      const within4 = off.filter((one) => one <= 4).length / off.length;
      assert.ok(mean <= 0.3, `${view.id}: the mean difference is ${mean}`);
      assert.ok(within4 >= 0.999, `${view.id}: ${within4} of the pixels are within 4`);
    }
  }
);
