import {pathToFileURL} from "node:url";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";

/** How long a page may take until its cells have run, in milliseconds. */
const PATIENCE = 90_000;

/** How long drawings may go on after a page was scrolled through, in milliseconds. */
const SETTLING = 1500;

/** Options for renderPages. */
export interface RenderOptions {
  /** Scrolls through each page, so that what waits to be near is drawn; defaults to false. */
  whole?: boolean;
  context?: BrowserContextOptions;
  /** Does something with a page that is drawn. */
  each?: (page: Page, name: string) => Promise<void>;
  onProgress?: (name: string) => void;
}

/**
 * Opens pages of a report from disk, with the network cut, until their cells have run. Returns a
 * promise to what went wrong, one sentence each.
 */
export async function renderPages(
  browser: Browser,
  path: string,
  names: readonly string[],
  {whole = false, context = {}, each, onProgress = () => {}}: RenderOptions = {}
): Promise<string[]> {
  const session = await browser.newContext({viewport: {width: 1280, height: 900}, ...context});
  const faults: string[] = [];
  try {
    await session.setOffline(true);
    for (const name of names) {
      onProgress(name);
      const page = await session.newPage();
      watch(page, (fault) => faults.push(`${name}: ${fault}`));
      await page.goto(`${pathToFileURL(path).href}?page=${name}`);
      if (whole) await scrollThrough(page);
      await rested(page, whole).catch(() => faults.push(`${name}: cells wait for ever`));
      for (const text of await page.locator(".observablehq--error").allTextContents()) {
        faults.push(`${name}: a cell shows an error: ${text}`);
      }
      await each?.(page, name);
      await page.close();
    }
  } finally {
    await session.close();
  }
  return faults;
}

/** Tells of errors in a page, and of requests to anything but the report itself. */
function watch(page: Page, tell: (fault: string) => void): void {
  page.on("console", (message) => {
    if (message.type() === "error") tell(`console error: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(`script error: ${error.message}`));
  page.on("request", (request) => {
    const {protocol} = new URL(request.url());
    if (/^(data|blob):$/.test(protocol) || request.isNavigationRequest()) return;
    tell(`it asked for ${request.url()}`);
  });
}

/**
 * Resolves when no cell waits for its first value.
 *
 * @param whole whether those far below the window count, which may wait until they are near
 */
async function rested(page: Page, whole: boolean): Promise<void> {
  await page.waitForFunction(
    (all) =>
      Array.from(document.querySelectorAll("observablehq-loading")).every(
        (place) => !all && place.parentElement!.getBoundingClientRect().top > 1.5 * innerHeight
      ),
    whole,
    {timeout: PATIENCE}
  );
}

/** Scrolls a window at a time, and waits at each for the cells that are there. */
async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += 800) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await page.waitForTimeout(150);
    await rested(page, false).catch(() => {});
  }
  // What is drawn in steps, such as a sheet of images, has some time to end.
  await page.waitForTimeout(SETTLING);
}
