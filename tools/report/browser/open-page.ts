import type {ReportSite} from "./report-site.js";

/**
 * Returns the name of the page that an address asks for: `?page=bound`, else the one that the
 * report opens with.
 *
 * @param first the page that the report opens with; defaults to the first one
 */
export function askedPage(site: ReportSite, search: string, first?: string): string {
  const asked = new URLSearchParams(search).get("page") ?? first;
  const [start] = Object.keys(site.pages);
  return asked !== undefined && Object.hasOwn(site.pages, asked) ? asked : start;
}

/**
 * Returns a page as HTML, from within the head to the end of the body: it is written into the
 * document while that is parsed, so anchors, the way back and the order of scripts are the
 * browser’s own.
 *
 * @param addressOf returns the address of a script
 */
export function pageHtml(
  site: ReportSite,
  name: string,
  addressOf: (script: string) => string
): string {
  const {title, head, body, styles} = site.pages[name];
  const css = styles.map((path) => `<style>${site.styles[path]}</style>`).join("");
  const map = `<script type="importmap">${importMap(site, addressOf)}</script>`;
  return `<title>${title}</title>${css}${map}${head}</head><body>${body}`;
}

/**
 * Returns the import map of the report’s modules: modules name each other `site/…`, and what a
 * page itself imports, as an edited cell does, keeps the addresses that it has on the site.
 */
function importMap({modules}: ReportSite, addressOf: (script: string) => string): string {
  const imports: Record<string, string> = {};
  for (const [path, code] of Object.entries(modules)) {
    imports[`site/${path}`] = imports[`./${path}`] = addressOf(code);
  }
  return JSON.stringify({imports});
}
