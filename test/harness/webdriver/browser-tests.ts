import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import {
  describeBrowser,
  findOtherBrowser,
  type OtherBrowser
} from "../../../tools/browser/other-browsers.js";
import {projectFolder} from "../../../tools/project.js";
import {keptReport} from "../report.js";
import {serve} from "../serve.js";
import {looksEquipped} from "../site.js";
import type {Driver} from "./driver.js";
import {startFirefox} from "./firefox.js";
import {DrivenPage} from "./page.js";
import {faultsOf, watchedPage} from "./watched-page.js";
import {startWebKit} from "./webkit.js";

const dist = join(projectFolder, "dist");
const size = {width: 1280, height: 950}; // of the window, CSS pixels
const patience = 300_000; // milliseconds until a browser has started, on a busy machine

/**
 * Defines a test of a page in a browser: opens it, hands it over, and at the end asserts that nothing
 * went wrong in it.
 *
 * @param place of the page: after the site’s root, or after the name of the report’s file
 */
export type BrowserTest = (
  title: string,
  place: string,
  body: (page: DrivenPage) => Promise<void>
) => void;

/** How to define tests of the built site, and of the report of all its pages in a file. */
export interface BrowserTests {
  siteTest: BrowserTest;
  reportTest: BrowserTest;
}

/**
 * Returns how to define tests in a browser beside Chromium, which is started before the first one and
 * ended after the last. Where it is not installed, they are left out, with a word on what to install.
 */
export function testsIn(name: OtherBrowser): BrowserTests {
  const {title: browser, packages} = describeBrowser(name);
  const isThere = findOtherBrowser(name) !== undefined;
  const skip = isThere ? false : `no ${browser} here: it is in Debian’s ${packages}`;
  let driver: Driver;
  if (isThere) {
    before(async () => (driver = await start(name)), {timeout: patience});
    after(() => driver.stop());
  }

  /** Defines a test of what stands at an address while some server serves it. */
  const tests =
    (serving: () => Promise<{url: string; close(): Promise<void>}>): BrowserTest =>
    (title, place, body) => {
      test(`${title}, in ${browser}`, {timeout: 300_000, skip}, async () => {
        const page = new DrivenPage(driver);
        const {url, close} = await serving();
        try {
          await page.goto(url + place);
          await equipped(page);
          await body(page);
          assert.deepEqual(await page.evaluate(faultsOf), []);
        } finally {
          await page.goto("about:blank");
          await close();
        }
      });
    };
  return {
    // Each has a port, and so an origin, of its own: what one test keeps no other one finds.
    siteTest: tests(() => serve(dist, undefined, watchedPage)),
    reportTest: tests(async () => {
      const {path} = await keptReport("report.html", []);
      const folder = await mkdtemp(join(tmpdir(), "aevb-report-"));
      const file = join(folder, "report.html");
      await writeFile(file, watchedPage(await readFile(path, "utf8")));
      return {url: pathToFileURL(file).href, close: () => rm(folder, {recursive: true})};
    })
  };
}

/**
 * Resolves when a page has all that the site gives it, see looksEquipped.
 *
 * @throws Error that names what the page still lacks
 */
export async function equipped(page: DrivenPage): Promise<void> {
  const all = page.waitFor("all that it is to have", looksEquipped, {pending: false, names: false});
  await all.catch(async (error: Error) => {
    const lacking = await page.evaluate(looksEquipped, {pending: false, names: true});
    const faults = await page.evaluate(faultsOf);
    throw new Error([`the page still lacks ${lacking}`, ...faults].join("\n"), {cause: error});
  });
}

async function start(name: OtherBrowser): Promise<Driver> {
  if (!existsSync(join(dist, "index.html"))) throw new Error("no built site; run npm run build");
  const driver =
    name === "firefox"
      ? await startFirefox(findOtherBrowser(name)!)
      : await startWebKit(findOtherBrowser(name)!);
  await driver.send("SetTimeouts", {script: 60_000, pageLoad: 120_000});
  await driver.send("SetWindowRect", size);
  console.log(`These tests run in ${driver.title}.`);
  return driver;
}
