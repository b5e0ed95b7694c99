import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type MarkdownIt from "markdown-it";
import type {Token} from "markdown-it";
import {cellLanguage, frontMatter, isSectionHeading} from "./cells.js";
import {chapters} from "./contents.js";

/** How many cells a reader can add to a page. */
const SPARE_CELLS = 32;

/** What rendering knows of a page. */
interface PageEnvironment {
  /** Its address from the root of the site, without an ending. */
  path?: string;
  /** How many cells have been rendered. */
  cells?: number;
  /** How many lines of its file come before what Markdown sees. */
  linesBefore?: number;
}

/**
 * Teaches Markdown the cells that a reader may edit, fences marked `ts edit`: beside the cell
 * stands its TypeScript, folded unless it is marked `echo` too, with its name (the page and which
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
    const {info, content, map} = tokens[i]!;
    const html = fence(tokens, i, options, env, self);
    if (cellLanguage(info) === undefined) return html;
    env.cells = (env.cells ?? 0) + 1;
    const [cell, root] = /^[^]*?<!--:([0-9a-f]{8}(?:-\d+)?):--><\/div>\n/.exec(html) ?? [];
    if (!/\sedit\b/.test(info) || cell === undefined || env.path === undefined) return html;
    env.linesBefore ??= linesBefore(folder, env.path);
    const page = env.path.replace(/^\//, "");
    const name = `${page}:${env.cells}`;
    // The line after the one that opens the fence, counted from 1.
    const place = {file: `src/${page}.md`, line: env.linesBefore + map![0] + 2};
    const shown = html.slice(cell.length) || folded(content, md.utils.escapeHtml);
    return `${cell}<div class="cell" data-cell="${name}" data-root="${root}" data-file="${place.file}" data-line="${place.line}">
${shown}<div class="cell-bar"><span class="cell-place">${place.file}, line ${place.line}</span></div></div>
`;
  };
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

function folded(source: string, escape: (text: string) => string): string {
  const first = source.trim().split("\n")[0]!;
  return `<details class="cell-source"><summary><code>${escape(first)}</code></summary>
<div class="observablehq-pre-container"><pre data-language="ts"><code class="language-ts">${escape(source)}</code></pre></div></details>
`;
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
