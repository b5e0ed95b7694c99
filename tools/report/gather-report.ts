import type {ReportSite} from "./browser/report-site.js";
import {inlineStyles} from "../site/inline-files.js";
import {lightModel, type LightModel} from "./light-model.js";
import {pageParts, titleInReport, type PageParts} from "./page-parts.js";
import {reportFiles} from "./report-files.js";
import {markGap, reportNote} from "./report-note.js";
import {reachedModules} from "./site-modules.js";
import type {SitePage} from "./site-pages.js";
import {workersScript} from "./workers-script.js";
import type {ReportParts} from "./write-report.js";

/** Options for gatherReport. */
export interface GatherOptions {
  title: string;
  /** Whether the training sets that the site carries go along; defaults to false. */
  data?: boolean;
  /** Is told what is done next. */
  onProgress?: (step: string) => void;
}

/** Returns a promise to what a report of some pages of the built site is made of. */
export async function gatherReport(
  dist: string,
  pages: readonly SitePage[],
  {title, data = false, onProgress = () => {}}: GatherOptions
): Promise<ReportParts> {
  const names = pages.map(({name}) => name);
  onProgress(`${names.length} pages`);
  const parts = new Map<string, PageParts>();
  for (const page of pages) parts.set(page.name, await pageParts(dist, page, names));
  const all = [...parts.values()];

  onProgress("modules and workers");
  const modules = await reachedModules(
    dist,
    all.flatMap((part) => part.modules)
  );
  const workers = await workersScript(dist, modules.workers, modules.code);
  const paths = [...new Set([...all.flatMap((part) => part.files), ...modules.files])].toSorted();

  const models = new Map<string, Promise<LightModel>>();
  const light = (id: string, whole: boolean) => {
    if (!models.has(id)) {
      onProgress(`weights of ${id}`);
      models.set(id, lightModel(id, whole));
    }
    return models.get(id)!;
  };
  const files = await reportFiles(dist, paths, {light, data});
  const rounded = await Promise.all(models.values());
  const note = reportNote({title, models: rounded, data});
  const site: ReportSite = {
    pages: {},
    styles: {},
    modules: Object.fromEntries(modules.code),
    workers
  };
  for (const [name, {title: own, head, body, styles}] of parts) {
    const marked = withNote(markGap(body, rounded), note);
    site.pages[name] = {title: titleInReport(own, title), head, body: marked, styles};
    for (const path of styles) site.styles[path] ??= await inlineStyles(dist, path);
  }
  return {title, site, files};
}

/** Returns the body of a page with the report’s note after its main part. */
function withNote(body: string, note: string): string {
  return body.replace("</main>", () => `</main>\n${note}`);
}
