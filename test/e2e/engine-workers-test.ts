import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {canvasOf, figureOf} from "../harness/board.js";
import {viewOf} from "../harness/views.js";
import {assertShows, imageOf} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

const view = viewOf("mnist-4d-sheet");
const n = 32;

/** Chooses the finest sheet, and resolves when workers have drawn it. */
async function chooseFinest(page: Page): Promise<void> {
  await page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
  await page.waitForFunction(
    (id) => document.querySelector<HTMLCanvasElement>(`[data-view="${id}"] canvas`)!.width > 500,
    view.id
  );
  await settle(page);
}

/** Resolves when nothing has been drawn in the view for half a second. */
async function settle(page: Page): Promise<void> {
  for (let before = -1, now = 0; before !== now;) {
    before = now;
    await page.waitForTimeout(500);
    now = await drawn(page);
  }
}

/** Returns how many images the view has drawn. */
function drawn(page: Page): Promise<number> {
  return canvasOf(page, view).evaluate((canvas) => Number(canvas.dataset.drawn));
}

/** Moves the two sliders of the view to many places, and to the last one; all in one task or not. */
function move(page: Page, steps: number, last: readonly number[], atOnce: boolean): Promise<void> {
  return figureOf(page, view).evaluate(
    async (figure, options) => {
      const sliders = Array.from(figure.querySelectorAll<HTMLInputElement>("[type=range]"));
      for (let step = 1; step <= options.steps; ++step) {
        sliders.forEach((slider, i) => {
          const end = step === options.steps ? options.last[i]! : undefined;
          slider.valueAsNumber = end ?? 0.05 + ((step * 0.37 + i * 0.2) % 0.9);
          slider.dispatchEvent(new Event("input", {bubbles: true}));
        });
        if (!options.atOnce) await new Promise(requestAnimationFrame);
      }
    },
    {steps, last, atOnce}
  );
}

siteTest("a 32 × 32 sheet ends as the exact decode of its last event", {}, async (page) => {
  await chooseFinest(page);
  assert.ok(page.workers().length >= 1);
  const last = [0.31, 0.77];
  await move(page, 60, last, false);
  await assertShows(canvasOf(page, view), imageOf(view, last, n));
});

siteTest("of many events in a frame only the last is computed whole", {}, async (page) => {
  await chooseFinest(page);
  const before = await drawn(page);
  await move(page, 50, [0.6, 0.2], true);
  await settle(page);
  assert.equal((await drawn(page)) - before, 1);
  await assertShows(canvasOf(page, view), imageOf(view, [0.6, 0.2], n));
});

siteTest("a worker that is killed is replaced, and the sheet goes on", {}, async (page) => {
  await chooseFinest(page);
  const workers = page.workers();
  for (const worker of workers) await worker.evaluate(() => self.close());
  await move(page, 3, [0.2, 0.9], false);
  await assertShows(canvasOf(page, view), imageOf(view, [0.2, 0.9], n));
  assert.ok(page.workers().length <= workers.length);
});

siteTest(
  "where no worker starts the sheet is computed all the same",
  {
    prepare: async (page) => {
      await page.route("**/decoding-worker.*", (route) => route.abort());
    },
    expected: [/^failed request: .*decoding-worker/, /^console error: .*decoding-worker/]
  },
  async (page) => {
    await page.getByRole("radio", {name: String(n), exact: true}).check({force: true});
    await move(page, 2, [0.5, 0.4], false);
    await assertShows(canvasOf(page, view), imageOf(view, [0.5, 0.4], n));
  }
);

siteTest("hundreds of big sheets leave the heap and the workers level", {}, async (page) => {
  const session = await page.context().newCDPSession(page);
  async function heap(): Promise<number> {
    await settle(page);
    await session.send("HeapProfiler.collectGarbage");
    const usage: {usedSize: number; backingStorageSize?: number} =
      await session.send("Runtime.getHeapUsage");
    return usage.usedSize + (usage.backingStorageSize ?? 0);
  }
  await chooseFinest(page);
  const rest = async (times: number) => {
    for (let i = 1; i <= times; ++i) {
      await move(page, 5, [i / (times + 1), 0.5], false);
      await page.waitForTimeout(60);
    }
  };
  await rest(10);
  const [workers, before] = [page.workers().length, await heap()];
  await rest(100);
  const grown = (await heap()) - before;
  assert.ok(grown < 1_000_000, `the heap has grown by ${grown} bytes`);
  assert.equal(page.workers().length, workers);
});

siteTest("a sheet that is off screen waits until it is seen", {}, async (page) => {
  await chooseFinest(page);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(300);
  const before = await drawn(page);
  await move(page, 5, [0.9, 0.9], false);
  await settle(page);
  assert.equal(await drawn(page), before);
  await page.evaluate(() => window.scrollTo(0, 0));
  await assertShows(canvasOf(page, view), imageOf(view, [0.9, 0.9], n));
  await settle(page);
  assert.equal(await drawn(page), before + 1);
});
