import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import type {Browser, Page} from "playwright-core";
import {launchBrowser} from "../../../tools/browser/launch-browser.js";
import {watchFaults} from "./faults.js";
import {keptReport, type MadeReport} from "./kept-report.js";

/** Returns a function that gives the report of the command with some arguments, once tests run. */
export function madeReport(name: string, args: string[]): () => MadeReport {
  let made: MadeReport;
  before(async () => (made = await keptReport(name, args)), {timeout: 900_000});
  return () => made;
}

let browser: Browser | undefined;
after(() => browser?.close());

/** Options for reportTest. */
export interface ReportTestOptions {
  report: () => MadeReport;
  /** What follows the file’s name, such as `?page=bound#gap`. */
  search?: string;
  /** Faults that the test is about; any other one fails it. */
  expected?: RegExp[];
}

/**
 * Defines a test of a report from disk with the network cut: opens it, hands it over, and asserts
 * at the end that nothing went wrong and that nothing was asked of any host.
 */
export function reportTest(
  title: string,
  {report, search = "", expected = []}: ReportTestOptions,
  body: (page: Page) => Promise<void>
): void {
  test(title, {timeout: 240_000}, async () => {
    browser ??= await launchBrowser();
    const session = await browser.newContext({viewport: {width: 1280, height: 900}});
    try {
      await session.setOffline(true);
      const page = await session.newPage();
      const url = pathToFileURL(report().path).href;
      const faults = watchFaults(page, url);
      await page.goto(url + search);
      await body(page);
      // A page that is left while its modules load leaves them.
      const left = /^failed request: blob:.*ERR_ABORTED$/;
      const outside = faults.filter(
        (fault) => !fault.includes(url) && ![left, ...expected].some((each) => each.test(fault))
      );
      assert.deepEqual(outside, []);
      assert.equal(await page.locator(".observablehq--error").count(), 0);
    } finally {
      await session.close();
    }
  });
}
