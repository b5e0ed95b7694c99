import assert from "node:assert/strict";
import {mkdir, readFile, readdir, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {before, test} from "node:test";
import {pathToFileURL} from "node:url";
import type {Page} from "playwright-core";
import {extractText, getDocumentProxy} from "unpdf";
import {watchFaults} from "./faults.js";
import {closeBrowserAtEnd, openBrowser} from "./browser.js";
import {projectFolder} from "../../tools/project.js";
import {makeReport} from "../../tools/report/make-report.js";
import {reportOptions} from "../../tools/report/report-options.js";

const dist = join(projectFolder, "dist");

/** What reports are made of. */
const sources = [dist, join(projectFolder, "tools", "report")];

/** A report in a file. */
export interface MadeReport {
  path: string;
  bytes: number;
}

/**
 * Returns a promise to the report of the command with some arguments. It takes a minute, so one
 * that is newer than all that it is made of is not made again: processes that test it at the same
 * time share it, and so does the next run.
 */
export async function keptReport(name: string, args: string[]): Promise<MadeReport> {
  const folder = join(projectFolder, ".cache", "report-tests");
  const path = join(folder, name);
  await mkdir(folder, {recursive: true});
  const leave = await enter(`${path}.lock`);
  try {
    const made = await stat(path).catch(() => undefined);
    if (made !== undefined && made.mtimeMs > (await newest(sources)))
      return {path, bytes: made.size};
    return await makeReport(dist, reportOptions([...args, "--out", path]), () => {});
  } finally {
    await leave();
  }
}

/** Waits until no other process holds a lock, takes it, and returns how to let go of it. */
async function enter(lock: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), {flag: "wx"});
      return () => rm(lock, {force: true});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(lock, "utf8").catch(() => ""));
    if (holder > 0 && !isRunning(holder))
      await rm(lock, {force: true}); // it was ended on its way
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Returns a promise to when a file in some folders was last written, in milliseconds. */
async function newest(folders: readonly string[]): Promise<number> {
  const lists = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, {recursive: true})).map((name) => join(folder, name))
    )
  );
  const times = await Promise.all(lists.flat().map(async (path) => (await stat(path)).mtimeMs));
  return times.reduce((latest, time) => Math.max(latest, time), 0);
}

/** Returns a function that gives the report of the command with some arguments, once tests run. */
export function madeReport(name: string, args: string[]): () => MadeReport {
  let made: MadeReport;
  before(async () => (made = await keptReport(name, args)), {timeout: 900_000});
  return () => made;
}

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
  closeBrowserAtEnd();
  test(title, {timeout: 240_000}, async () => {
    const session = await (await openBrowser()).newContext({viewport: {width: 1280, height: 900}});
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

/** What is in a PDF. */
export interface PdfContents {
  /** The text of each page, its header first, with one space for each gap between words. */
  pages: string[];
  /** The size of the first page, in points. */
  size: number[];
  /** The titles of its outline, from the first level down. */
  outline: string[];
  /** How many links lead within it, and how many to other hosts. */
  links: {inner: number; outer: number};
}

interface Entry {
  title: string;
  items: Entry[];
}

/** Returns a promise to what is in a PDF. */
export async function pdfContents(bytes: Uint8Array): Promise<PdfContents> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const {text} = await extractText(document, {mergePages: false});
  const {width, height} = (await document.getPage(1)).getViewport({scale: 1});
  const links = {inner: 0, outer: 0};
  for (let i = 1; i <= document.numPages; ++i) {
    for (const {dest, url} of await (await document.getPage(i)).getAnnotations()) {
      if (dest) ++links.inner;
      else if (url) ++links.outer;
    }
  }
  const titles = (entries: Entry[]): string[] =>
    entries.flatMap(({title, items}) => [title, ...titles(items)]);
  const outline = titles(((await document.getOutline()) ?? []) as Entry[]);
  const pages = text.map((page) => page.replaceAll(/\s+/g, " "));
  return {pages, size: [Math.round(width), Math.round(height)], outline, links};
}
