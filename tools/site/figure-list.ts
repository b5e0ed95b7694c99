import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type MarkdownIt from "markdown-it";
import {chapters} from "./contents.js";

/** A figure of a page, which can be shown alone. */
export interface ListedFigure {
  /** The page’s address from the root, without an ending: “bound”, “index”. */
  page: string;
  /** The id of the figure; no two of the site are the same. */
  id: string;
  title: string;
}

/** Where a page wants the list of all figures. */
const listPlace = '<ul class="figure-list"></ul>';

/** Returns the figures of a folder’s pages in their order. */
export function figuresOf(folder: string): ListedFigure[] {
  return chapters.flatMap(({path}) => {
    const file = join(folder, "src", `${path}.md`);
    if (!existsSync(file)) return [];
    const figures = readFileSync(file, "utf8").matchAll(
      /<figure\b[^>]*\bid="([^"]+)"[^>]*>\s*<(h2|h3|figcaption)>([^]*?)<\/\2>/g
    );
    return Array.from(figures, ([, id, , title]) => ({
      page: path.slice(1),
      id: id!,
      title: plainTitle(title!)
    }));
  });
}

/** Fills `<ul class="figure-list"></ul>` with the names of all figures, each a link to it. */
export function figureListPlugin(md: MarkdownIt, folder: string): MarkdownIt {
  md.core.ruler.before("placeholder", "figure_list", ({tokens}) => {
    for (const token of tokens) {
      if (token.type !== "html_block" || !token.content.includes(listPlace)) continue;
      token.content = token.content.replace(listPlace, () => listOf(figuresOf(folder)));
    }
  });
  return md;
}

function listOf(figures: readonly ListedFigure[]): string {
  const items = figures.map(
    ({page, id, title}) =>
      `<li><a href="/${page === "index" ? "" : page}#${id}" data-figure="${page}/${id}"><code>${page}/${id}</code></a> ${title}</li>`
  );
  return `<ul class="figure-list">${items.join("")}</ul>`;
}

/** Returns a title without its markup and without what is computed in it. */
export function plainTitle(html: string): string {
  return html
    .replaceAll(/\$\{[^]*\}/g, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .replace(/[:\s]+$/, "")
    .trim();
}
