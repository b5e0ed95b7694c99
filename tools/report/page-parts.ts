import {basename} from "node:path";
import {escapeHtml} from "../../src/formats/markup.js";
import {resolveOnSite} from "../site/addresses.js";
import type {SitePage} from "./site-pages.js";
import {inlinePictures} from "../site/inline-files.js";
import {rewriteLinks} from "./page-links.js";
import {MODULE, rewriteModule} from "./site-modules.js";

/** A page as a report holds it, and what it needs. */
export interface PageParts {
  /** As HTML. */
  title: string;
  /** What stands in its head, without styles; with its scripts. */
  head: string;
  body: string;
  /** The paths of its style sheets in the site, in their order. */
  styles: string[];
  /** The modules that its scripts import. */
  modules: string[];
  /** The files that it names, by their paths in the site. */
  files: string[];
}

/**
 * Returns a promise to a page of the built site as it works in one file.
 *
 * @param names the pages of the report
 */
export async function pageParts(
  dist: string,
  {name, html}: SitePage,
  names: readonly string[]
): Promise<PageParts> {
  const [, head, body] = /<head>([\s\S]*)<\/head>\s*<body>([\s\S]*)<\/body>/.exec(html) ?? [];
  if (head === undefined) throw new Error(`invalid page ${name}: no head and body; build again`);
  const parts: PageParts = {
    title: /<title>([^<]*)<\/title>/.exec(head)?.[1] ?? name,
    head: "",
    body: await inlinePictures(dist, name, rewriteLinks(withoutWaiting(body), name, names)),
    styles: [],
    modules: [],
    files: []
  };
  for (const [link] of head.matchAll(/<link\b[^>]*>/g)) {
    const href = /\bhref="([^"]*)"/.exec(link)?.[1] ?? "";
    if (/\brel="stylesheet"/.test(link)) parts.styles.push(resolveOnSite(name, href));
    else if (/\brel="icon"/.test(link)) parts.head += link;
  }
  for (const [, attributes, text] of head.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    parts.head += `\n<script${withoutSource(attributes)}>${await script(attributes, text)}</script>`;
  }
  return parts;

  async function script(attributes: string, text: string): Promise<string> {
    const source = /\bsrc="([^"]*)"/.exec(attributes)?.[1];
    if (source !== undefined) {
      parts.modules.push(resolveOnSite(name, source));
      return `import ${JSON.stringify(MODULE + parts.modules.at(-1))};`;
    }
    if (!/\btype="module"/.test(attributes)) return text;
    const {code, imports, files} = await rewriteModule(dist, name, text);
    parts.modules.push(...imports);
    parts.files.push(...files);
    // Files are known by their addresses from the page; in a report all pages stand at the root.
    return code.replaceAll(/\bregisterFile\("([^"]+)"/g, (_all, file: string) => {
      return `registerFile(${JSON.stringify(`./${resolveOnSite(name, file)}`)}`;
    });
  }
}

/**
 * Returns the title of a page in a report of another title than the site’s, as HTML.
 *
 * @param own the title of the page on the site, as HTML
 * @param title that of the report, as text
 */
export function titleInReport(own: string, title: string): string {
  const [page] = own.split(" | ");
  const escaped = escapeHtml(title);
  return page === escaped || basename(page) === escaped ? escaped : `${page} | ${escaped}`;
}

/** All is in the report: no module is to be asked for, and no picture of a figure to wait with. */
function withoutWaiting(body: string): string {
  return body
    .replaceAll(/<link rel="modulepreload"[^>]*>\n?/g, "")
    .replaceAll(/<span class="first-frame">[^]*?<\/span>/g, "");
}

function withoutSource(attributes: string): string {
  return attributes.replace(/\s*\bsrc="[^"]*"/, "");
}
