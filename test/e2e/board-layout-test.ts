import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, canvasOf, sliderOf, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {siteTest} from "../harness/site.js";

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
