import type {Page} from "playwright-core";

/** A window in which a page at rest hardly computes, in milliseconds. */
const WINDOW = 1000;
/** The quiet windows in a row after which a page is at rest. */
const QUIET = 2;

/** What it may compute in that time, in seconds; one that waits for a busy machine does more. */
const IDLE = 0.02;

/** The most windows that are waited for; a page that never rests is taken as it is. */
const MOST = 90;

/**
 * How long a page may take to open, and again until its cells have run, in milliseconds: on an idle
 * machine it is a second or two, on one that trains models beside it a minute.
 */
export const PATIENCE = 180_000;

/**
 * Resolves when no cell of a page waits for its first value, but for those far below the window,
 * which may wait until they are near.
 *
 * @throws Error (as a rejection) if one waits for longer than PATIENCE
 */
export async function cellsHaveRun(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      Array.from(document.querySelectorAll("observablehq-loading")).every(
        (place) => place.parentElement!.getBoundingClientRect().top > 1.5 * innerHeight
      ),
    undefined,
    {timeout: PATIENCE}
  );
}

/** Returns a promise to how many cells of a page wait for their first value. */
export function pendingCells(page: Page): Promise<number> {
  return page.locator("observablehq-loading").count();
}

/** Scrolls through a page, so that what waits to be near is drawn, until nothing moves in it. */
export async function drawWhole(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += 800) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await framesDrawn(page);
  }
  await visitWaiting(page);
  if ((await page.locator("figure").count()) === 0) return;
  for (const figure of await page.locator("figure").all()) {
    await figure.scrollIntoViewIfNeeded();
    await framesDrawn(page);
  }
  await stillness(page);
}

/**
 * Resolves when no cell of a page waits for its first value. What began to wait to be near only
 * after it was passed is visited again, one place after the other.
 *
 * @throws Error (as a rejection) if one waits for longer than PATIENCE
 */
async function visitWaiting(page: Page): Promise<void> {
  await page.waitForFunction(
    (turn: {value: number}) => {
      const waiting = document.querySelectorAll("observablehq-loading");
      const place = waiting[turn.value++ % Math.max(1, waiting.length)]?.parentElement;
      place?.scrollIntoView({block: "center"});
      return waiting.length === 0;
    },
    await page.evaluateHandle(() => ({value: 0})),
    {timeout: PATIENCE, polling: 100}
  );
}

/** Resolves when a page has drawn what it shows now, and heard of what has come near. */
async function framesDrawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
      )
  );
}

/** Resolves when a page, its workers too, has hardly computed for some windows in a row. */
async function stillness(page: Page): Promise<void> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const seconds = async () => {
    const {processInfo} = await session.send("SystemInfo.getProcessInfo");
    return processInfo
      .filter(({type}) => type === "renderer")
      .reduce((sum, {cpuTime}) => sum + cpuTime, 0);
  };
  for (let i = 0, quiet = 0; i < MOST && quiet < QUIET; ++i) {
    const before = await seconds();
    await page.waitForTimeout(WINDOW);
    quiet = (await seconds()) - before < IDLE ? quiet + 1 : 0;
  }
  await session.detach();
}
