import {renderToString} from "katex";
import {macros} from "./macros.js";
import {symbols} from "./symbols.js";

/** What KaTeX marks with one of these classes is set in a font that pages do not get. */
const missingFonts = /class="[^"]*\b((?:math|text)(?:bold)?(?:frak|scr|sf|sfit|tt|itsf))\b/;

/** Options for renderMath. */
export interface MathOptions {
  /** Set the formula in a line of its own; defaults to false. */
  displayMode?: boolean;
  /** Where to add the ids of the symbols in it. */
  found?: Set<string>;
}

/**
 * Returns the HTML of a formula. Its symbols are marked with `data-symbol` and get their colors,
 * what is in `\term{id}{…}` with `data-term`; a key for each term lets the focus reach it, as
 * KaTeX hides from assistive technology all that it draws and gives it MathML instead.
 *
 * @throws Error if KaTeX cannot read the formula, it has HTML or an address of its own, or it needs a font that pages do not get
 */
export function renderMath(
  formula: string,
  {displayMode = false, found}: MathOptions = {}
): string {
  const html = renderToString(formula, {
    displayMode,
    throwOnError: true,
    macros: {...macros},
    // Only the marks of parts of formulas are HTML; every other extension and liberty is an error.
    strict: (code: string) => (code === "htmlExtension" ? "ignore" : "error"),
    trust: isTrusted
  });
  const missing = missingFonts.exec(html)?.[1];
  if (missing !== undefined) {
    throw new Error(`no font for ${missing} in formula: ${formula}; see tools/site/katex-css.ts`);
  }
  const marked = markSymbols(html);
  for (const [, id] of marked.matchAll(/data-(?:symbol|term)="([^"]*)"/g)) found?.add(id!);
  return marked + termKeys(marked);
}

function isTrusted({command}: {command: string}): boolean {
  if (command !== "\\htmlData") throw new Error(`invalid command in a formula: ${command}`);
  return true;
}

/** Returns KaTeX's HTML with each glyph marked that stands for a symbol. */
function markSymbols(html: string): string {
  return html.replaceAll(
    /<span class="((mord(?: math\w+)?)(?: mtight)?)"( style="[^"]*")?>([^<])(?=<)/g,
    (span, classes: string, kind: string, style: string | undefined, glyph: string) => {
      const symbol = symbols.find(({glyphs}) => glyphs?.test(`${kind}">${glyph}`));
      if (symbol === undefined) return span;
      return `<span class="${classes}" data-symbol="${symbol.id}"${style ?? ""}>${glyph}`;
    }
  );
}

function termKeys(html: string): string {
  const ids = new Set([...html.matchAll(/data-term="([^"]*)"/g)].map(([, id]) => id!));
  return Array.from(ids, (id) => {
    const name = symbols.find((symbol) => symbol.id === id)?.name ?? id.replaceAll("-", " ");
    return `<button type="button" class="term-key" data-term="${id}">${name}</button>`;
  }).join("");
}
