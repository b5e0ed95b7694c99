import assert from "node:assert/strict";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import type {Browser, Page} from "playwright-core";
import {launchBrowser} from "../../../tools/browser/launch-browser.js";
import {projectFolder} from "../../../tools/project.js";
import {makeReport} from "../../../tools/report/make-report.js";
import {reportOptions} from "../../../tools/report/report-options.js";
import {watchFaults} from "./faults.js";

const dist = join(projectFolder, "dist");

/** A report, made once for all tests of a file. */
export interface MadeReport {
  path: string;
  bytes: number;
  /** Its address, from disk. */
  url: string;
}

/** Returns a function that gives the report of the command with some arguments, once tests run. */
export function madeReport(name: string, args: string[]): () => MadeReport {
  let made: MadeReport;
  let folder: string;
  before(
    async () => {
      folder = await mkdtemp(join(tmpdir(), "aevb-report-"));
      const options = reportOptions([...args, "--out", join(folder, name)]);
      const report = await makeReport(dist, options, () => {});
      made = {...report, url: pathToFileURL(report.path).href};
    },
    {timeout: 900_000}
  );
  after(() => rm(folder, {recursive: true, force: true}));
  return () => made;
}

let browser: Browser | undefined;
after(() => browser?.close());

/**
 * Defines a test of a report from disk with the network cut: opens it, hands it over, and asserts
 * at the end that nothing went wrong and that nothing was asked of any host.
 *
 * @param search what follows the file’s name, such as `?page=bound#gap`
 */
export function reportTest(
  title: string,
  {report, search = ""}: {report: () => MadeReport; search?: string},
  body: (page: Page) => Promise<void>
): void {
  test(title, {timeout: 240_000}, async () => {
    browser ??= await launchBrowser();
    const session = await browser.newContext({viewport: {width: 1280, height: 900}});
    try {
      await session.setOffline(true);
      const page = await session.newPage();
      const faults = watchFaults(page, report().url);
      await page.goto(report().url + search);
      await body(page);
      // A page that is left while its modules load leaves them.
      const left = /^failed request: blob:.*ERR_ABORTED$/;
      const outside = faults.filter((fault) => !fault.includes(report().url) && !left.test(fault));
      assert.deepEqual(outside, []);
      assert.equal(await page.locator(".observablehq--error").count(), 0);
    } finally {
      await session.close();
    }
  });
}
