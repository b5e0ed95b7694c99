import type {Page} from "playwright-core";

/** For so long nothing may move in a page at rest, in milliseconds, and so often in a row. */
const WINDOW = 1500;
const QUIET = 2;

/** The most windows that are waited for; a page that never rests is taken as it is. */
const MOST = 40;

/** How long a page may take until its cells have run, in milliseconds. */
const PATIENCE = 90_000;

/**
 * Resolves when no cell of a page waits for its first value.
 *
 * @param whole whether those far below the window count, which may wait until they are near
 * @throws Error (as a rejection) if one waits for more than a minute and a half
 */
export async function cellsHaveRun(page: Page, whole: boolean): Promise<void> {
  await page.waitForFunction(
    (all) =>
      Array.from(document.querySelectorAll("observablehq-loading")).every(
        (place) => !all && place.parentElement!.getBoundingClientRect().top > 1.5 * innerHeight
      ),
    whole,
    {timeout: PATIENCE}
  );
}

/** Scrolls through a page, so that what waits to be near is drawn, until nothing moves in it. */
export async function drawWhole(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += 800) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await page.waitForTimeout(150);
    await cellsHaveRun(page, false);
  }
  await cellsHaveRun(page, true);
  if ((await page.locator("figure").count()) === 0) return;
  for (const figure of await page.locator("figure").all()) {
    await figure.scrollIntoViewIfNeeded();
    await page.waitForTimeout(100);
  }
  await stillness(page);
}

/** Resolves when a page has not laid itself out anew for some windows in a row. */
async function stillness(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const work = async () => {
    const {metrics} = await session.send("Performance.getMetrics");
    return metrics
      .filter(({name}) => /^(LayoutCount|RecalcStyleCount)$/.test(name))
      .reduce((sum, {value}) => sum + value, 0);
  };
  for (let i = 0, quiet = 0; i < MOST && quiet < QUIET; ++i) {
    const before = await work();
    await page.waitForTimeout(WINDOW);
    quiet = (await work()) === before ? quiet + 1 : 0;
  }
}
