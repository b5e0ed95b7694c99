import {pathToFileURL} from "node:url";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {cellsHaveRun, drawWhole, PATIENCE, pendingCells} from "./page-rest.js";

/** A page says by then which parts of a link it has no place for, in milliseconds. */
const LATE = 5000;

/** Options for renderPages. */
export interface RenderOptions {
  /** Scrolls through each page, so that what waits to be near is drawn; defaults to false. */
  whole?: boolean;
  context?: BrowserContextOptions;
  /** The page that opens with the state of a link, if any. */
  frozen?: string;
  /** Does something with a page that is drawn. */
  each?: (page: Page, name: string) => Promise<void>;
  /** Is told which page is drawn next, and how many there are. */
  onProgress?: (page: string) => void;
}

/**
 * Opens pages of a report from disk, with the network cut, until their cells have run. Returns a
 * promise to what went wrong, one sentence each.
 */
export async function renderPages(
  browser: Browser,
  path: string,
  names: readonly string[],
  {whole = false, context = {}, frozen, each, onProgress = () => {}}: RenderOptions = {}
): Promise<string[]> {
  const session = await browser.newContext({viewport: {width: 1280, height: 900}, ...context});
  const faults: string[] = [];
  try {
    await session.setOffline(true);
    for (const [i, name] of names.entries()) {
      onProgress(`${name}, ${i + 1} of ${names.length}`);
      const page = await session.newPage();
      watch(page, (fault) => faults.push(`${name}: ${fault}`));
      try {
        await page.goto(`${pathToFileURL(path).href}?page=${name}`, {timeout: PATIENCE});
        await (whole ? drawWhole(page) : cellsHaveRun(page, false));
        if (name === frozen) await page.waitForTimeout(LATE);
        faults.push(...(await shownFaults(page)).map((fault) => `${name}: ${fault}`));
        await each?.(page, name);
      } catch (error) {
        // Pages after one that hangs, or that a machine is too busy for, would take as long.
        return [...faults, `${name}: ${await reason(page, error as Error)}`];
      }
      await page.close();
    }
  } finally {
    await session.close();
  }
  return faults;
}

/** Returns what a page says of itself that is wrong. */
async function shownFaults(page: Page): Promise<string[]> {
  const errors = await page.locator(".observablehq--error").allTextContents();
  const lines = page.locator(".state-lines p", {has: page.getByText("Dismiss")}).locator("> span");
  return [
    ...errors.map((text) => `a cell shows an error: ${text}`),
    ...(await lines.allTextContents()).map((text) => `invalid --state: ${text}`)
  ];
}

/** Returns why a page was not drawn: what is pending in it, where time has run out. */
async function reason(page: Page, error: Error): Promise<string> {
  if (error.name !== "TimeoutError") return error.message;
  const seconds = PATIENCE / 1000;
  const pending = await pendingCells(page).catch(() => undefined);
  if (pending === undefined || pending === 0) return `it was not open after ${seconds} s`;
  return `${pending} of its cells had no value after ${seconds} s`;
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
