import {mkdir, mkdtemp, rename, rm, stat, writeFile} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";
import type {Browser} from "playwright-core";
import {launchBrowser} from "../browser/launch-browser.js";
import {gatherReport} from "./gather-report.js";
import {printPdf} from "./print-pdf.js";
import {referenceFaults} from "./reference-faults.js";
import {renderPages} from "./rendered-pages.js";
import type {ReportOptions} from "./report-options.js";
import {sitePages} from "./site-pages.js";
import {sizeFaults} from "./size-limit.js";
import {staticReport} from "./static-report.js";
import {reportHtml} from "./write-report.js";

/** The most faults that an error lists. */
const LISTED = 12;

/** The most browsers that draw pages at the same time: more would wait for one another. */
const MOST_BROWSERS = 2;

/**
 * Makes a report of a built site, checks it, and writes it. Returns a promise to its path and size.
 *
 * @param onProgress is told what is done next
 * @throws Error (as a rejection) that says why a report was not written
 */
export async function makeReport(
  dist: string,
  options: ReportOptions,
  onProgress: (step: string) => void
): Promise<{path: string; bytes: number}> {
  const {kind, title, data, state} = options;
  const pages = (await sitePages(dist, options.pages)).filter(
    // Of a figure alone, which its address names, there is nothing to be seen without scripts.
    ({name}) => kind === "live" || name !== "embed"
  );
  if (pages.length === 0) {
    throw new Error("invalid --pages: embed, which shows nothing without scripts");
  }
  const names = pages.map(({name}) => name);
  if (state !== undefined && !names.includes(state.page)) {
    throw new Error(
      `invalid --state: a link to ${state.page}, expected one of ${names.join(", ")}`
    );
  }
  const parts = {...(await gatherReport(dist, pages, {title, data, onProgress})), state};
  refuse(await referenceFaults(parts));

  const out = resolve(options.out);
  await mkdir(dirname(out), {recursive: true});
  // Beside the file that it becomes: a report is there whole or not at all.
  const folder = await mkdtemp(join(dirname(out), ".report-"));
  const browsers = await launchBrowsers(Math.min(MOST_BROWSERS, pages.length));
  try {
    const live = join(folder, "live.html");
    await writeFile(live, await reportHtml(parts));
    const rendering = {
      frozen: state?.page,
      onProgress: (name: string) => onProgress(`rendering ${name}`)
    };
    let made = live;
    if (kind === "live") {
      refuse(sizeFaults((await stat(live)).size, options));
      refuse(await renderPages(browsers, live, names, rendering));
    } else {
      const {html, faults} = await staticReport(browsers, live, {
        title,
        site: parts.site,
        ...rendering
      });
      refuse(faults);
      made = join(folder, "static.html");
      await writeFile(made, html);
      if (kind === "static") refuse(sizeFaults((await stat(made)).size, options));
      else {
        onProgress("printing");
        made = await printPdf(browsers[0]!, made, join(folder, "report.pdf"), options);
      }
    }
    await rename(made, out);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    await rm(folder, {recursive: true, force: true});
  }
  return {path: out, bytes: (await stat(out)).size};
}

/** Starts some browsers; if one does not start, none is left running. */
async function launchBrowsers(count: number): Promise<Browser[]> {
  const started = await Promise.allSettled(Array.from({length: count}, () => launchBrowser()));
  const browsers = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const failed = started.find((each) => each.status === "rejected");
  if (failed === undefined) return browsers;
  await Promise.all(browsers.map((browser) => browser.close()));
  throw failed.reason;
}

/** Throws if there are faults. */
function refuse(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const more = faults.length > LISTED ? `\nand ${faults.length - LISTED} more` : "";
  throw new Error(
    `The report has faults, and was not written:\n${faults.slice(0, LISTED).join("\n")}${more}`
  );
}
