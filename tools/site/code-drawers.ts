import type MarkdownIt from "markdown-it";
import type {Token} from "markdown-it";
import {cellLanguage} from "./cells.js";
import {sourcePlaces} from "./source-fence.js";

/** What a fold of a figure’s drawer is called, on its token. */
export interface Fold {
  /** The id of the figure. */
  figure: string;
  /** The id of the fold. */
  id: string;
}

/** What a figure’s HTML begins and ends with. */
const figureStart = /<figure class="exhibit" id="([^"]+)"/;
const figureEnd = "</figure>";

/**
 * Gives each figure a drawer with the code behind it, at the end of its frame: the declarations that
 * the `source` fences after it name, and the cells marked `edit` after it, so that a cell stands under what
 * it draws; cells that the prose shows (`echo`) stay there. Where a `source` fence stood there are links
 * into the drawer. A fence that says `of=` belongs to the figure of that id, or, by `of=none`, to no
 * figure.
 *
 * @throws Error from rendering: `of=` with an id that no figure of the page has
 */
export function codeDrawersPlugin(md: MarkdownIt): MarkdownIt {
  md.core.ruler.before("exhibits", "code_drawers", (state) => {
    const figures = state.tokens.flatMap(({type, content}) => {
      const id = type === "html_block" ? figureStart.exec(content)?.[1] : undefined;
      return id === undefined || !content.includes(figureEnd) ? [] : [id];
    });
    const drawers = new Map(figures.map((id) => [id, [] as Token[]]));
    let present: string | undefined;

    const rest = state.tokens.flatMap((token): Token[] => {
      if (token.type === "html_block") present = figureStart.exec(token.content)?.[1] ?? present;
      if (token.type !== "fence") return [token];
      const figure = / of=([\w-]+)/.exec(token.info)?.[1] ?? present;
      if (figure === undefined || figure === "none") return [token];
      const isSource = /^source\b/.test(token.info.trim());
      if (!isSource && !isFoldedCell(token)) return [token];
      const drawer = drawers.get(figure);
      if (drawer === undefined) throw new Error(`invalid of: ${figure}, no figure of this page`);
      const folds = isSource
        ? sourcePlaces(token).map((place) => {
            const fold = new state.Token("source_fold", "", 0);
            return Object.assign(fold, {content: place});
          })
        : [token];
      for (const fold of folds) {
        fold.meta = {figure, id: `${figure}-code-${drawer.length + 1}`} satisfies Fold;
        drawer.push(fold);
      }
      if (!isSource) return [];
      const links = new state.Token("source_links", "", 0);
      return [Object.assign(links, {children: folds})];
    });

    const html = (content: string) =>
      Object.assign(new state.Token("html_block", "", 0), {content});
    state.tokens = rest.flatMap((token) => {
      const id = token.type === "html_block" ? figureStart.exec(token.content)?.[1] : undefined;
      const folds = id === undefined ? [] : (drawers.get(id) ?? []);
      if (folds.length === 0) return [token];
      const end = token.content.lastIndexOf(figureEnd);
      return [
        html(token.content.slice(0, end)),
        html('<div class="code-drawer">\n'),
        ...folds,
        html(`</div>\n${token.content.slice(end)}`)
      ];
    });
  });
  return md;
}

function isFoldedCell({info}: Token): boolean {
  return cellLanguage(info) !== undefined && /\sedit\b/.test(info) && !/\becho\b/.test(info);
}
