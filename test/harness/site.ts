import assert from "node:assert/strict";
import {existsSync, readdirSync} from "node:fs";
import {join, sep} from "node:path";
import {after, test} from "node:test";
import type {BrowserContext, BrowserContextOptions, Page} from "playwright-core";
import {projectFolder} from "../../tools/project.js";
import {closeBrowserAtEnd, openBrowser} from "./browser.js";
import {watchFaults} from "./faults.js";
import {serve} from "./serve.js";
import type {StaticServer} from "./serve.js";

const dist = join(projectFolder, "dist");
if (!existsSync(join(dist, "index.html"))) throw new Error("no built site; run npm run build");

/** How long a test waits for a page before it says what it waits for: a machine may be busy. */
const patience = 60_000; // milliseconds

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
  /** The page’s scripts are held back for as long as it is open; defaults to false. */
  held?: boolean;
  /** Prepares the page before it is opened, such as by altering what the server answers. */
  prepare?: (page: Page) => Promise<void>;
}

/** What a test asks of its page. */
type Body = (page: Page) => Promise<void>;

/** A page that is open, and what has gone wrong in it since it was last asked. */
interface OpenPage {
  page: Page;
  session: BrowserContext;
  faults: string[];
}

let server: Promise<StaticServer> | undefined;

/** Returns a promise to the address of the site's root: of the whole run's server, or of our own. */
async function siteAddress(): Promise<string> {
  return process.env.AEVB_SITE ?? (await (server ??= serve(dist))).url;
}

async function open({
  path = "",
  context = {},
  pending,
  held = false,
  prepare
}: SiteTestOptions): Promise<OpenPage> {
  const address = await siteAddress();
  const viewport = {width: 1280, height: 900};
  const session = await (await openBrowser()).newContext({viewport, ...context});
  try {
    session.setDefaultTimeout(patience);
    const page = await session.newPage();
    const faults = watchFaults(page, address);
    await prepare?.(page);
    if (held) await page.route(/\.js$/, () => {});
    // A page without its modules never ends to load.
    await page.goto(address + path, {waitUntil: held ? "commit" : "load"});
    if (!held) await equipped(page, {pending});
    return {page, session, faults};
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Asserts that nothing has gone wrong in a page, and that no cell of it shows an error. */
async function assertFaultless({page, faults}: OpenPage, expected: RegExp[] = []): Promise<void> {
  const errors = await page.locator(".observablehq--error").allTextContents();
  const all = [...faults.splice(0), ...errors.map((text) => `cell error: ${text}`)];
  const unexpected = all.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
  assert.deepEqual(unexpected, []);
}

/**
 * Defines a test of the built site in a browser: opens a page, waits until it is equipped, hands it
 * over, and at the end asserts that nothing went wrong (see watchFaults) and that no cell shows an
 * error.
 */
export function siteTest(title: string, options: SiteTestOptions, body: Body): void {
  closeAtEnd();
  test(title, {timeout: 240_000}, async () => {
    const opened = await open(options);
    try {
      await body(opened.page);
      await assertFaultless(opened, options.expected);
    } finally {
      await opened.session.close();
    }
  });
}

/**
 * Returns a function that defines tests like siteTest, all of which get the same page, as the one
 * before has left it: for tests that only read, or that put back what they change. One that fails
 * leaves the next a fresh page.
 */
export function sharedPage(options: SiteTestOptions): (title: string, body: Body) => void {
  closeAtEnd();
  let opened: OpenPage | undefined;
  const leave = async () => {
    const {session} = opened ?? {};
    opened = undefined;
    await session?.close();
  };
  after(leave);
  return (title, body) => {
    test(title, {timeout: 240_000}, async () => {
      opened ??= await open(options);
      try {
        await body(opened.page);
        await assertFaultless(opened, options.expected);
      } catch (error) {
        await leave();
        throw error;
      }
    });
  };
}

/** Closes what is open when the tests of the suite that is being read have ended. */
function closeAtEnd(): void {
  closeBrowserAtEnd();
  after(async () => {
    const opened = server;
    server = undefined;
    await (await opened)?.close();
  });
}

/**
 * Resolves when a page has all that the site gives it (its data-lacks says what is missing), and no
 * cell waits for its first value; what stands in the text more than half a screen away may
 * wait for what is loaded once they are near.
 *
 * @throws Error that names what the page still lacks
 */
export async function equipped(page: Page, {pending = false} = {}): Promise<void> {
  await page.waitForFunction(looksEquipped, {pending, names: false}).catch(async (error: Error) => {
    const lacking = await page.evaluate(looksEquipped, {pending, names: true});
    throw new Error(`${page.url()} still lacks ${String(lacking)}`, {cause: error});
  });
}

/** Runs in the page: whether it is equipped, or the names of what it lacks. */
export function looksEquipped({
  pending,
  names
}: {
  pending: boolean;
  names: boolean;
}): boolean | string {
  const {lacks = "the module of all pages"} = document.documentElement.dataset;
  const waiting = Array.from(document.querySelectorAll("observablehq-loading"))
    .map((place) => place.parentElement!)
    .filter((place) => {
      const isNear = place.getBoundingClientRect().top < 1.5 * innerHeight;
      return !pending && (isNear || !place.matches("span, p, td"));
    });
  const cells = waiting.length === 0 ? "" : `the values of ${waiting.length} cells`;
  const lacking = [lacks, cells].filter((name) => name !== "").join(", ");
  return names ? lacking : lacking === "";
}
