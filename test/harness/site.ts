import assert from "node:assert/strict";
import {existsSync, readdirSync} from "node:fs";
import {join, sep} from "node:path";
import {after, before, test} from "node:test";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {watchFaults} from "./faults.js";
import {serve, type StaticServer} from "./serve.js";
import {launchBrowser} from "../../tools/browser/launch-browser.js";
import {projectFolder} from "../../tools/project.js";

const dist = join(projectFolder, "dist");
if (!existsSync(join(dist, "index.html"))) throw new Error("no built site; run npm run build");

/** Returns the paths of the site's pages, as a reader sees them: "" for the first one. */
export function pagePaths(): string[] {
  return readdirSync(dist, {recursive: true, encoding: "utf8"})
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.replaceAll(sep, "/").replace(/(^|\/)index\.html$|\.html$/, "$1"))
    .toSorted();
}

/** Options for siteTest. */
export interface SiteTestOptions {
  /** The page to open, relative to the site's root; defaults to the first one. */
  path?: string;
  /** The size of the window in CSS pixels, the color scheme and the like. */
  context?: BrowserContextOptions;
  /** Faults that the test is about; any other one fails it. */
  expected?: RegExp[];
  /** Cells may go on waiting, as they do for what cannot be loaded; defaults to false. */
  pending?: boolean;
  /** Prepares the page before it is opened, such as by altering what the server answers. */
  prepare?: (page: Page) => Promise<void>;
}

let browser: Browser;
let server: StaticServer;

before(async () => {
  server = await serve(dist);
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/**
 * Defines a test of the built site in a browser: opens a page, waits until its cells have run,
 * hands it over, and at the end asserts that nothing went wrong (see watchFaults) and that no
 * cell shows an error.
 */
export function siteTest(
  title: string,
  {path = "", context = {}, expected = [], pending = false, prepare}: SiteTestOptions,
  body: (page: Page) => Promise<void>
): void {
  test(title, {timeout: 120_000}, async () => {
    const session = await browser.newContext({viewport: {width: 1280, height: 900}, ...context});
    try {
      const page = await session.newPage();
      const faults = watchFaults(page, server.url);
      await prepare?.(page);
      await page.goto(server.url + path);
      await page.waitForLoadState("networkidle");
      if (!pending) await settled(page);
      await body(page);
      const errors = await page.locator(".observablehq--error").allTextContents();
      const all = [...faults, ...errors.map((text) => `cell error: ${text}`)];
      const unexpected = all.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
      assert.deepEqual(unexpected, []);
    } finally {
      await session.close();
    }
  });
}

/**
 * Resolves when no cell of the page waits for its first value; those that are more than half a
 * screen away may wait for what is loaded once it is near.
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll("observablehq-loading")).every(
      (place) => place.parentElement!.getBoundingClientRect().top > 1.5 * innerHeight
    )
  );
}
