import {readFileSync} from "node:fs";
import {join} from "node:path";
import {projectFolder} from "../project.js";
import type {CapturedPage} from "./browser/capture-page.js";
import {idOf} from "./browser/prefix-ids.js";
import {cssString, escapeHtml} from "../../src/formats/markup.js";

/** What a static document is made of. */
export interface StaticParts {
  title: string;
  /** Pages by their names, in their order. */
  pages: ReadonlyMap<string, CapturedPage>;
  /** The style sheets of the site. */
  styles: readonly string[];
}

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; " +
  "base-uri 'none'; form-action 'none'";

/** Returns pages as one HTML document without scripts, with a table of contents. */
export function staticDocument({title, pages, styles}: StaticParts): string {
  const contents = [...pages].map(
    ([name, page]) => `<li><a href="#${idOf(name)}">${escapeHtml(page.title)}</a></li>`
  );
  const chapters = [...pages].map(
    ([name, {html}], i) =>
      `<section class="report-chapter observablehq observablehq-main" id="${idOf(name)}" ` +
      `style="page: chapter-${i}">\n${html}\n</section>`
  );
  const own = readFileSync(join(projectFolder, "tools", "report", "static.css"), "utf8");
  const headers = [...pages.values()].map((page, i) => pageHeader(i, page.title));
  const css = [...styles.map(lightStyles), own, ...headers].join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
<div class="observablehq-center">
<header class="report-title"><h1>${escapeHtml(title)}</h1>
<nav aria-label="Contents"><ol>${contents.join("")}</ol></nav></header>
<main>
${chapters.join("\n")}
</main>
</div>
</body>
</html>
`;
}

/**
 * Returns a style sheet of the site for a document of many pages, in light colors, as its pictures
 * are. What had an id has a class instead, and weighs as much as before. On paper, narrow as it is,
 * figures stay as they were drawn in a window, and are made smaller (see printPdf).
 */
export function lightStyles(css: string): string {
  return css
    .replaceAll(/#(observablehq-(?:main|center))\b/g, ":is(.$1, #none)")
    .replaceAll(/@media ?\((?=max-width)/g, "@media screen and (")
    .replaceAll(/@media screen and \(prefers-color-scheme:\s*dark\)/g, "@media not all")
    .replace(/color-scheme:\s*light dark/, "color-scheme:light");
}

/** Returns what stands above the pages of a chapter on paper. */
function pageHeader(chapter: number, title: string): string {
  return `@page chapter-${chapter} { @top-left { content: ${cssString(title)}; } }`;
}
