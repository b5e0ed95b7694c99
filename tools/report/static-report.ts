import {join} from "node:path";
import {build} from "esbuild";
import type {Browser} from "playwright-core";
import {projectFolder} from "../project.js";
import type {CapturedPage, capturePage} from "./browser/capture-page.js";
import {htmlFaults} from "./reference-faults.js";
import {renderPages} from "./rendered-pages.js";
import type {ReportSite} from "./browser/report-site.js";
import {staticDocument} from "./static-document.js";

/** What a static report is made with. */
export interface StaticOptions {
  title: string;
  site: ReportSite;
  /** The page that opens with the state of a link, if any. */
  frozen?: string;
  onProgress?: (name: string) => void;
}

/**
 * Returns a promise to a report’s pages as one document without scripts, as they are drawn in a
 * browser, and to what went wrong, one sentence each.
 *
 * @param path the live report
 */
export async function staticReport(
  browsers: readonly Browser[],
  path: string,
  {title, site, frozen, onProgress}: StaticOptions
): Promise<{html: string; faults: string[]}> {
  const capture = await captureScript();
  // The notes have a table of all symbols; a list in each page takes a tenth of the room.
  const symbols = !Object.hasOwn(site.pages, "notes");
  const captured = new Map<string, CapturedPage>();
  const names = Object.keys(site.pages);
  const faults = await renderPages(browsers, path, names, {
    whole: true,
    context: {viewport: {width: 1000, height: 900}, colorScheme: "light", reducedMotion: "reduce"},
    frozen,
    onProgress,
    async each(page, name) {
      // As on paper: what waits for the reader is shown.
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      await page.evaluate(capture);
      const taken = await page.evaluate(
        ([prefix, options]) =>
          (window as unknown as {capture: {capturePage: typeof capturePage}}).capture.capturePage(
            prefix,
            options
          ),
        [name, {symbols}] as const
      );
      captured.set(name, taken);
    }
  });
  const inOrder = new Map(
    names.flatMap((name) => {
      const page = captured.get(name);
      return page === undefined ? [] : [[name, page] as const];
    })
  );
  const html = staticDocument({title, pages: inOrder, styles: Object.values(site.styles)});
  return {html, faults: [...faults, ...(await linkFaults(html))]};
}

/** Returns what a document refers to that is not in it. */
async function linkFaults(html: string): Promise<string[]> {
  const ids = new Set([...html.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id));
  const missing = [...html.matchAll(/<a\b[^>]*\bhref="#([^"]+)"/g)]
    .map(([, id]) => decodeURIComponent(id))
    .filter((id) => !ids.has(id));
  return [
    ...htmlFaults(html),
    ...missing.map((id) => `a link leads to #${id}, which is not there`)
  ];
}

async function captureScript(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [join(projectFolder, "tools", "report", "browser", "capture-page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "capture",
    target: "es2022",
    footer: {js: "window.capture = capture;"}
  });
  return outputFiles[0].text;
}
