import type MarkdownIt from "markdown-it";

/**
 * A preview parses the HTML of a page four times at each edit, in JavaScript, and KaTeX makes a
 * formula of some dozens of elements: most of a page. So a preview gets each formula as the
 * attribute of one element, which becomes what it stands for as soon as the browser has it.
 */
const NAME = "folded-formula";

/** A script for the head of a page whose formulas are folded. */
export const unfoldScript = `<script>customElements.define("${NAME}", class extends HTMLElement { connectedCallback() { this.outerHTML = this.dataset.html; } });</script>`;

/** Folds the formulas of pages; the last of the plugins. */
export function foldFormulasPlugin(md: MarkdownIt): MarkdownIt {
  const render = md.renderer.render.bind(md.renderer);
  md.renderer.render = (tokens, options, env) => foldFormulas(render(tokens, options, env));
  return md;
}

/** Returns HTML with each of KaTeX’s formulas, a `<span class="katex…">`, as one empty element. */
export function foldFormulas(html: string): string {
  let folded = "";
  let rest = 0;
  for (const {index} of html.matchAll(/<span class="katex(?:-display)?">/g)) {
    if (index < rest) continue; // within the one before
    const end = spanEnd(html, index);
    const escaped = html.slice(index, end).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    folded += `${html.slice(rest, index)}<${NAME} data-html="${escaped}"></${NAME}>`;
    rest = end;
  }
  return folded + html.slice(rest);
}

/** Returns where a span ends that begins at a place, those within it over. */
export function spanEnd(html: string, start: number): number {
  const tags = /<(\/?)span\b[^>]*>/g;
  tags.lastIndex = start;
  let depth = 0;
  for (;;) {
    const tag = tags.exec(html);
    if (tag === null)
      throw new Error(`invalid HTML: a span without an end: ${html.slice(start, start + 80)}`);
    depth += tag[1] === "/" ? -1 : 1;
    if (depth === 0) return tags.lastIndex;
  }
}
