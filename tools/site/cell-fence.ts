import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type MarkdownIt from "markdown-it";
import type {Token} from "markdown-it";
import {escapeHtml} from "../../src/formats/markup.js";
import type {Fold} from "./code-drawers.js";
import {cellLanguage, frontMatter, isSectionHeading} from "./cells.js";
import {chapters} from "./contents.js";

/** How many cells a reader can add to a page. */
const SPARE_CELLS = 32;

/** What rendering knows of a page. */
interface PageEnvironment {
  /** Its address from the root of the site, without an ending. */
  path?: string;
  /** Which of its cells a fence is, counted from 1 in the order of the source. */
  cells?: Map<Token, number>;
  /** How many lines of its file come before what Markdown sees. */
  linesBefore?: number;
}

/**
 * Teaches Markdown the cells that a reader may edit, fences marked `ts edit`: beside the cell
 * stands its TypeScript, folded unless it is marked `echo` too or in a fold of a figure’s drawer, with its name (the page and which
 * of its cells it is, counted from 1), its place in the sources, and room for buttons. At the end of
 * each section of a page of the walkthrough is room for one that adds a cell there, whose name is
 * the page and which of its sections it is, such as `bound:s2`; `bound:s0` comes before all headings.
 *
 * @param folder holds src
 */
export function cellFencePlugin(md: MarkdownIt, folder: string): MarkdownIt {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, i, options, env: PageEnvironment, self) => {
    // Framework shortens the info as it renders.
    const token = tokens[i]!;
    const {info, content, map} = token;
    const html = fence(tokens, i, options, env, self);
    if (cellLanguage(info) === undefined) return html;
    const [cell, root] = /^[^]*?<!--:([0-9a-f]{8}(?:-\d+)?):--><\/div>\n/.exec(html) ?? [];
    if (!/\sedit\b/.test(info) || cell === undefined || env.path === undefined) return html;
    env.linesBefore ??= linesBefore(folder, env.path);
    const page = env.path.replace(/^\//, "");
    const name = `${page}:${env.cells!.get(token)}`;
    // The line after the one that opens the fence, counted from 1.
    const place = {file: `src/${page}.md`, line: env.linesBefore + map![0] + 2};
    const fold = token.meta as Fold | null;
    const text = html.slice(cell.length) || (fold === null ? folded(content) : unfolded(content));
    const box = `<div class="cell" data-cell="${name}" data-root="${root}" data-file="${place.file}" data-line="${place.line}">
${text}<div class="cell-bar"><span class="cell-place">${place.file}, line ${place.line}</span></div></div>
`;
    if (fold === null) return `${cell}${box}`;
    return `${cell}<details class="cell-fold" id="${fold.id}" name="${fold.figure}-code"><summary>cell <code>${escapeHtml(declared(content))}</code></summary>
${box}</details>
`;
  };
  md.core.ruler.after("block", "count_cells", ({tokens, env}) => {
    const isCell = ({type, info}: Token) => type === "fence" && cellLanguage(info) !== undefined;
    (env as PageEnvironment).cells = new Map(
      tokens.filter(isCell).map((token, i) => [token, i + 1])
    );
  });
  md.core.ruler.push("spare_cells", (state) => {
    const {path} = state.env as PageEnvironment;
    const isChapter = chapters.some((chapter) => chapter.path === path);
    const isEdited = ({type, info}: Token) => type === "fence" && /^ts\s.*\bedit\b/.test(info);
    if (!isChapter && !state.tokens.some(isEdited)) return;
    const block = (content: string) =>
      Object.assign(new state.Token("html_block", "", 0), {content});
    if (isChapter) {
      const page = path!.replace(/^\//, "");
      let sections = 0;
      const end = () => block(sectionEnd(`${page}:s${sections++}`));
      state.tokens = state.tokens.flatMap((token) =>
        isSectionHeading(token) ? [end(), token] : [token]
      );
      state.tokens.push(end());
    }
    state.tokens.push(block(spareCells()));
  });
  return md;
}

function linesBefore(folder: string, path: string): number {
  const file = join(folder, "src", `${path}.md`);
  if (!existsSync(file)) return 0;
  return frontMatter(readFileSync(file, "utf8")).split("\n").length - 1;
}

function folded(source: string): string {
  const first = source.trim().split("\n")[0]!;
  return `<details class="cell-source"><summary><code>${escapeHtml(first)}</code></summary>
${unfolded(source)}</details>
`;
}

function unfolded(source: string): string {
  return `<div class="observablehq-pre-container"><pre data-language="ts"><code class="language-ts">${escapeHtml(source)}</code></pre></div>`;
}

/** Returns what a cell declares, or, if that is nothing, its first line. */
function declared(source: string): string {
  const declarations = source.matchAll(/^(?:const|let|function) ([[{][^\]}]*[\]}]|\w+)/gm);
  const names = Array.from(declarations, ([, name]) => name!.replaceAll(/[[\]{}]/g, "").trim());
  return names.length > 0 ? names.join(", ") : source.trim().split("\n")[0]!;
}

/** Returns the place, empty until it has a button, where a cell can be added to a section. */
function sectionEnd(name: string): string {
  return `<div class="cell section-end" data-cell="${name}"><div class="cell-bar"></div></div>\n`;
}

/** Returns the places, not shown, that added cells take: Framework finds them as a page starts. */
function spareCells(): string {
  const roots = Array.from({length: SPARE_CELLS}, (_, i) => `<!--:ce110000-${i + 1}:-->`);
  return `<div class="spare-cells" hidden>${roots.join("")}</div>\n`;
}
