import {pathToFileURL} from "node:url";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {cellsHaveRun, drawWhole} from "./page-rest.js";

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
      await (whole ? drawWhole(page) : cellsHaveRun(page, false)).catch(() =>
        faults.push(`${name}: cells wait for ever`)
      );
      for (const text of await page.locator(".observablehq--error").allTextContents()) {
        faults.push(`${name}: a cell shows an error: ${text}`);
      }
      for (const text of await page.locator(".state-line span").allTextContents()) {
        faults.push(`${name}: invalid --state: ${text}`);
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
