import type {ReportSite} from "./report-site.js";

/**
 * Lets links that a page makes while it is read, such as to `bound.html#gap`, lead to the page in
 * the report. Those that stood in the page were rewritten when the report was made.
 */
export function followLinks({pages}: ReportSite, window: Window & typeof globalThis): void {
  window.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.download !== "") return;
    const page = pageIn(link.href, window.location.href);
    if (page === undefined || !Object.hasOwn(pages, page)) return;
    link.href = `?page=${page}${new URL(link.href).hash}`;
  });
}

/** Returns the name of the page of the site at an address, if it is beside the report. */
export function pageIn(address: string, report: string): string | undefined {
  const folder = new URL(".", report).href;
  if (!address.startsWith(folder)) return undefined;
  return /^([\w/-]+)\.html(?:[?#]|$)/.exec(address.slice(folder.length))?.[1];
}
