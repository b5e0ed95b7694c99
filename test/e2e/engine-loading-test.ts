import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, canvasOf, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {siteTest} from "../harness/site.js";

/** What happened to requests for heavy files, in this order. */
let events: string[] = [];

async function watchWeights(page: Page): Promise<void> {
  events = [];
  const nameOf = (address: string) =>
    /\/models\/([\w-]+)\/(?:decoder\/)?(int8|codes)/.exec(address);
  const note = (what: string, address: string) => {
    const match = nameOf(address);
    if (match !== null) events.push(`${what} ${match[1]} ${match[2]}`);
  };
  page.on("request", (request) => note("asks for", request.url()));
  page.on("requestfinished", (request) => note("has", request.url()));
}

const loaded = (...files: string[]) => files.flatMap((file) => [`asks for ${file}`, `has ${file}`]);

siteTest(
  "the decoders are loaded one after the other, as they stand on the board, then the codes",
  {prepare: watchWeights},
  async () => {
    assert.deepEqual(
      events,
      loaded(
        "mnist-2d int8",
        "mnist-4d int8",
        "fashion-2d int8",
        "fashion-4d int8",
        "mnist-2d codes"
      )
    );
  }
);

siteTest(
  "a decoder is asked for when the one before it has drawn",
  {
    async prepare(page) {
      await page.addInitScript(noteFirstDraws);
    }
  },
  async (page) => {
    const [drawn, asked] = await page.evaluate(() => [
      (window as unknown as {firstDraws: Record<string, number>}).firstDraws,
      Object.fromEntries(
        performance
          .getEntriesByType("resource")
          .map(({name, startTime}) => [
            /models\/([\w-]+)\/decoder\/int8/.exec(name)?.[1],
            startTime
          ])
      ) as Record<string, number>
    ]);
    for (const [first, second] of [
      ["mnist-2d", "mnist-4d"],
      ["mnist-4d", "fashion-2d"],
      ["fashion-2d", "fashion-4d"]
    ]) {
      assert.ok(asked[second] >= drawn[first], `${second}: ${asked[second]} < ${drawn[first]} ms`);
    }
  }
);

/** Runs in the page before its own scripts: notes when each view is first drawn. */
function noteFirstDraws(): void {
  const firstDraws: Record<string, number> = {};
  Object.assign(window, {firstDraws});
  new MutationObserver((mutations) => {
    for (const {target} of mutations) {
      const view = (target as Element).closest<HTMLElement>("[data-view]")!.dataset.view!;
      firstDraws[view.replace("-sheet", "")] ??= performance.now();
    }
  }).observe(document, {subtree: true, attributeFilter: ["data-drawn"]});
}

siteTest(
  "in a small window what is far below waits until it comes near",
  {
    context: {viewport: {width: 390, height: 400}, isMobile: true, hasTouch: true},
    prepare: watchWeights
  },
  async (page) => {
    assert.deepEqual(events.slice(0, 2), loaded("mnist-2d int8"));
    assert.ok(!events.includes("asks for fashion-4d int8"), events.join(", "));
    assert.ok(!events.includes("asks for mnist-2d codes"), events.join(", "));
    for (const view of views) {
      await canvasOf(page, view).scrollIntoViewIfNeeded();
      await assertImage(page, view, await valuesOf(page, view));
    }
    await page.locator('[data-view="plane"]').scrollIntoViewIfNeeded();
    await page.getByLabel("place in the latent plane of").waitFor();
    assert.ok(events.includes("has mnist-2d codes"), events.join(", "));
  }
);
