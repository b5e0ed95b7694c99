import type MarkdownIt from "markdown-it";
import {mathInHtml, type MathEnvironment} from "./math.js";

/**
 * Completes the HTML of pages: a figure’s title becomes a link to the figure, its view is busy until
 * it is live, a folded answer gets its label, a part marked with `data-term` can have the focus, and
 * formulas are rendered as they are in Markdown.
 */
export function exhibitsPlugin(md: MarkdownIt): MarkdownIt {
  md.core.ruler.before("placeholder", "exhibits", ({tokens, env}) => {
    let above = ""; // the heading that a figure stands below
    for (const token of tokens) {
      if (token.type === "heading_open") above = token.tag;
      if (token.type === "html_block") token.content = completeHtml(token.content, env, above);
    }
  });
  const inline = md.renderer.rules.html_inline!;
  md.renderer.rules.html_inline = (...args) => focusableTerms(inline(...args));
  return md;
}

function completeHtml(html: string, env: MathEnvironment, above: string): string {
  if (/^\s*<(script|style|pre)\b/.test(html)) return html;
  // Under the title of the page itself a figure’s is of the next level, for a screen reader.
  const level = above === "h1" ? ' aria-level="2"' : "";
  const complete = html
    .replaceAll(
      /(<figure class="exhibit" id="([^"]+)"[^>]*>\s*<h3)>([^]*?)(<\/h3>)/g,
      `$1${level}><a class="observablehq-header-anchor" href="#$2">$3</a>$4`
    )
    .replaceAll(/<div (?=class="exhibit-view\b)/g, '<div aria-busy="true" ')
    .replaceAll(
      /<details class="answer">(?!\s*<summary>)/g,
      '<details class="answer"><summary>Answer</summary>'
    );
  env.symbols ??= new Set();
  return focusableTerms(mathInHtml(complete, env));
}

/** Lets the focus reach what lights up with a term, unless it is a control by itself. */
function focusableTerms(html: string): string {
  return html.replaceAll(
    /<(span|b|em|strong)(?=[^>]*\bdata-term=)(?![^>]*\btabindex)/g,
    '<$1 tabindex="0"'
  );
}
