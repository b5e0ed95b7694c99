import type MarkdownIt from "markdown-it";
import type {StateBlock, StateInline} from "markdown-it";
import {placeIn, type SourceEnvironment} from "./page-source.js";
import {renderMath} from "./render-math.js";

/** What rendering a page tells those who ask. */
export interface MathEnvironment extends SourceEnvironment {
  /** The ids of the symbols that its formulas hold, as they are found. */
  symbols?: Set<string>;
  /**
   * Returns what stands in the place of a formula that cannot be rendered, as HTML. Without it, that
   * is an error of the page.
   */
  inPlaceOf?: (formula: string, reason: string) => string;
}

/**
 * Teaches Markdown the formulas `$…$` in a line and `$$…$$` in a line or in lines of their own,
 * rendered by KaTeX while the page is built. As in Pandoc, a `$` that opens a formula has no
 * space after it, one that closes has none before and no digit after it: “$5 and $6” is text. Code is never in one.
 * Framework's own `${…}` stays an expression.
 *
 * @throws Error from rendering, with the page and the line: a formula that KaTeX cannot read, or that
 *   needs another font
 */
export function mathPlugin(md: MarkdownIt): MarkdownIt {
  md.inline.ruler.before("escape", "math", inlineMath);
  md.block.ruler.before("fence", "math_block", blockMath, {
    alt: ["paragraph", "reference", "blockquote", "list"]
  });
  md.renderer.rules.math = (tokens, i, _, env: MathEnvironment | undefined) => {
    const {content, markup, meta} = tokens[i]!;
    return unbroken(rendered(content, markup, env), (meta ?? "") as string);
  };
  return md;
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const formula = matchFormula(state.src, state.pos);
  if (formula === undefined) return false;
  const {mark, content, end} = formula;
  const punctuation = punctuationAt(state.src, end);
  if (!silent) {
    const token = state.push("math", "", 0);
    token.markup = mark;
    token.content = content;
    token.meta = punctuation;
  }
  state.pos = end + punctuation.length;
  return true;
}

/** Returns a formula between two marks as HTML. */
function rendered(content: string, mark: string, env: MathEnvironment = {}): string {
  try {
    return renderMath(content, {displayMode: mark === "$$", found: env.symbols});
  } catch (error) {
    const {message} = error as Error;
    // A formula in lines of its own begins after that of its mark.
    const text = env.source?.includes(mark + content) ? mark + content : content;
    if (env.inPlaceOf !== undefined) return env.inPlaceOf(text, message);
    const place = placeIn(env, text);
    throw place === undefined ? error : new Error(`${place}: ${message}`, {cause: error});
  }
}

/** Returns a text of HTML with its formulas rendered, as mathPlugin does in a line of Markdown. */
export function mathInHtml(html: string, env?: MathEnvironment): string {
  let result = "";
  let start = 0;
  while (start < html.length) {
    const formula = html[start] === "$" ? matchFormula(html, start) : undefined;
    if (formula === undefined) {
      result += html[start++];
      continue;
    }
    const punctuation = punctuationAt(html, formula.end);
    result += unbroken(rendered(formula.content, formula.mark, env), punctuation);
    start = formula.end + punctuation.length;
  }
  return result;
}

/** Returns what has to stay behind a formula that ends there. */
function punctuationAt(text: string, end: number): string {
  return /^[.,;:!?)]*/.exec(text.slice(end))![0];
}

/** A browser breaks lines on either side of a formula, even before the full stop behind it. */
function unbroken(html: string, punctuation: string): string {
  return punctuation === "" ? html : `<span class="unbroken">${html}${punctuation}</span>`;
}

function matchFormula(text: string, start: number) {
  const rest = text.slice(start);
  const [whole, mark, content] =
    /^(\$\$)([^$]+)\$\$/.exec(rest) ??
    /^(\$)(?![\s{])((?:\\.|[^$\\`])+)(?<!\s)\$(?!\d)/.exec(rest) ??
    [];
  if (whole === undefined || mark === undefined || content === undefined) return undefined;
  return {mark, content, end: start + whole.length};
}

function blockMath(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  const line = (i: number) => state.src.slice(state.bMarks[i]! + state.tShift[i]!, state.eMarks[i]);
  if (line(startLine).trim() !== "$$") return false;
  let last = startLine + 1;
  while (last < endLine && line(last).trim() !== "$$") ++last;
  if (last === endLine) return false;
  if (silent) return true;
  const token = state.push("math", "", 0);
  token.block = true;
  token.markup = "$$";
  token.content = state.getLines(startLine + 1, last, state.tShift[startLine]!, true);
  token.map = [startLine, last + 1];
  state.line = last + 1;
  return true;
}
