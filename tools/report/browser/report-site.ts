/** What a report holds of the site beside its files, as JSON. */
export interface ReportSite {
  /** The pages, by their names; the first is the one that a report opens with. */
  pages: Record<string, ReportPage>;
  /** Style sheets, by their paths in the site. */
  styles: Record<string, string>;
  /** Modules, by their paths in the site, with imports by the names of the import map. */
  modules: Record<string, string>;
  workers: ReportWorkers;
}

/**
 * All workers of a report as one script: a page from disk starts classic ones only, and they share most
 * of their code. The worker that it becomes is the one whose path it finds in `self.aevbWorker`.
 */
export interface ReportWorkers {
  code: string;
  /** The modules that it finds when it asks for them (see classicLibrary), by their paths in the site. */
  libraries: string[];
}

/** A page of a report. */
export interface ReportPage {
  /** As HTML. */
  title: string;
  /** What stands in its head, without styles. */
  head: string;
  body: string;
  /** The paths of its style sheets. */
  styles: string[];
}
