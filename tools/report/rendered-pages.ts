import {pathToFileURL} from "node:url";
import type {Browser, BrowserContext, BrowserContextOptions, Page} from "playwright-core";
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
 * Opens pages of a report from disk, with the network cut, until their cells have run: as many at
 * once as there are browsers, since a page mostly waits. (Each has a browser of its own, so that
 * one at rest can be told from one that computes.) Returns a promise to what went wrong, one
 * sentence each, in the order of the pages.
 */
export async function renderPages(
  browsers: readonly Browser[],
  path: string,
  names: readonly string[],
  {whole = false, context = {}, frozen, each, onProgress = () => {}}: RenderOptions = {}
): Promise<string[]> {
  const faults: string[][] = names.map(() => []);
  let next = 0;
  const renderNext = async (session: BrowserContext): Promise<void> => {
    const i = next++;
    if (i >= names.length) return;
    const name = names[i]!;
    const found = (fault: string) => faults[i]!.push(`${name}: ${fault}`);
    onProgress(`${name}, ${i + 1} of ${names.length}`);
    const page = await session.newPage();
    watch(page, found);
    try {
      await page.goto(`${pathToFileURL(path).href}?page=${name}`, {timeout: PATIENCE});
      await (whole ? drawWhole(page) : cellsHaveRun(page));
      if (name === frozen) await page.waitForTimeout(LATE);
      for (const fault of await shownFaults(page)) found(fault);
      await each?.(page, name);
    } catch (error) {
      found(await reason(page, error as Error));
      // Pages after one that hangs, or that a machine is too busy for, would take as long.
      next = names.length;
    }
    await page.close();
    await renderNext(session);
  };
  await Promise.all(
    browsers.map(async (browser) => {
      const session = await browser.newContext({viewport: {width: 1280, height: 900}, ...context});
      try {
        await session.setOffline(true);
        await renderNext(session);
      } finally {
        await session.close();
      }
    })
  );
  return faults.flat();
}

/** Returns what a page says of itself that is wrong. */
async function shownFaults(page: Page): Promise<string[]> {
  const errors = await page.locator(".observablehq--error").allTextContents();
  const lines = page.locator(".state-lines p", {has: page.getByText("Dismiss")}).locator("> span");
  const [title, heading] = await page.evaluate(() => [
    document.title,
    document.querySelector<HTMLElement>("main h1")?.innerText.split("\n")[0]?.trim() ?? ""
  ]);
  const isNamed = heading !== "" && title.startsWith(heading);
  return [
    ...(isNamed ? [] : [`its title is “${title}”, and its first heading “${heading}”`]),
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
