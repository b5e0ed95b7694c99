import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {PNG} from "pngjs";
import {canvasOf, figureOf} from "../harness/board.js";
import {type View, views} from "../harness/views.js";
import {difference, type Ink, inkOf} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

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
    const {width, height, data} = PNG.sync.read(await (await page.request.get(address)).body());
    const ink = Array.from({length: width * height}, (_, i) => 255 - data[4 * i]!);
    records.set(view, {
      ink: {width, height, ink},
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
        await figureOf(page, view).locator("canvas[data-drawn]").waitFor();
        const canvas = canvasOf(page, view);
        assert.equal(difference(await inkOf(canvas), ink), undefined, view.title);
        assert.deepEqual(await boxOf(page, view), box, view.title);
        assert.ok((await canvas.screenshot()).equals(screenshot), `${view.title} looks the same`);
      }
    }
  );
}
