import type MarkdownIt from "markdown-it";
import type {StateCore, Token} from "markdown-it";
import type {Chapter} from "./contents.js";
import type {MathEnvironment} from "./math.js";
import {readingMinutes} from "./reading-time.js";
import {symbolList, symbolTable} from "./symbol-list.js";
import {symbols} from "./symbols.js";

/** Where a page wants the table of all symbols. */
const symbolTablePlace = '<div class="symbol-table"></div>';

/**
 * Gives each page of the walkthrough, after its heading, the time to read it and links to its
 * sections and figures; at its end, the symbols in it. `<div class="symbol-table"></div>` becomes the
 * table of all symbols.
 */
export function pageFramePlugin(md: MarkdownIt, present: Chapter[]): MarkdownIt {
  md.core.ruler.after("exhibits", "symbol_table", ({tokens}) => {
    for (const token of tokens) {
      if (token.type !== "html_block") continue;
      token.content = token.content.replace(symbolTablePlace, () => symbolTable(symbols));
    }
  });
  // The last rule of all: headings have their ids by now, and expressions stand apart from HTML.
  md.core.ruler.push("page_frame", (state) => {
    const {path} = state.env as PageEnvironment;
    if (path === undefined || !present.some((chapter) => chapter.path === path)) return;
    const end = state.tokens.findIndex(({type, tag}) => type === "heading_close" && tag === "h1");
    if (end >= 0) state.tokens.splice(end + 1, 0, block(state, pageContents(state)));
    (state.env as PageEnvironment).symbols ??= new Set();
    if (!state.src.includes(symbolTablePlace)) {
      state.tokens.push(new state.Token("symbol_list", "", 0));
    }
  });
  md.renderer.rules.symbol_list = (_tokens, _i, _options, env: PageEnvironment) =>
    symbolList(symbols.filter(({id}) => env.symbols?.has(id)));
  return md;
}

/** What rendering knows of a page. */
interface PageEnvironment extends MathEnvironment {
  /** Its address from the root. */
  path?: string;
}

/** What a page links to: the id of a place in it, and the HTML of its title. */
interface Place {
  id: string;
  title: string;
}

function pageContents(state: StateCore): string {
  const places = state.tokens.flatMap((token, i): Place[] => {
    const html = [token, ...(token.children ?? [])].filter(({type}) => type === "html_block");
    if (html.length > 0) return html.flatMap(({content}) => figurePlaces(content));
    const id = token.attrGet("id");
    if (token.type !== "heading_open" || token.tag !== "h2" || id === null) return [];
    return [
      {id, title: state.md.renderer.render(state.tokens[i + 1]!.children!, state.md.options, {})}
    ];
  });
  const links = places.map(({id, title}) => `<a href="#${id}">${title}</a>`);
  const minutes = readingMinutes(state.src);
  const time = `<span class="quiet">about ${minutes} ${minutes === 1 ? "minute" : "minutes"} to read</span>`;
  return `<nav class="page-contents" aria-label="On this page">${[time, ...links].join(" ")}</nav>\n`;
}

function figurePlaces(html: string): Place[] {
  const titles = html.matchAll(
    /<figure class="exhibit" id="([^"]+)"[^>]*>\s*<h3[^>]*><a[^>]*>([^]*?)<\/a>/g
  );
  return Array.from(titles, ([, id, title]) => ({id: id!, title: `Figure: ${title}`}));
}

function block(state: StateCore, content: string): Token {
  const token = new state.Token("html_block", "", 0);
  token.content = content;
  return token;
}
