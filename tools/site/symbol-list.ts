import {mathInHtml} from "./math.js";
import {renderMath} from "./render-math.js";
import type {PaperSymbol} from "./symbols.js";

/**
 * Returns the symbols of a page, folded, as HTML: each a link to the table in the notes, which
 * lights up every place where the symbol stands. Nothing if there are none.
 */
export function symbolList(found: PaperSymbol[]): string {
  if (found.length === 0) return "";
  return `<details class="symbols"><summary>Symbols on this page</summary><dl>${entries(found, "./notes#symbol-")}</dl></details>\n`;
}

/** Returns the table of all symbols as HTML; each entry can be linked to. */
export function symbolTable(all: PaperSymbol[]): string {
  return `<dl class="symbol-table">${entries(all, "#symbol-", true)}</dl>`;
}

function entries(shown: PaperSymbol[], address: string, isTarget = false): string {
  const rows = shown.map(({id, tex, name, meaning}) => {
    const target = isTarget ? ` id="symbol-${id}"` : "";
    const formula = renderMath(tex);
    return `<dt${target}><a href="${address}${id}" data-term="${id}">${formula}<span class="symbol-name">${name}</span></a></dt><dd><b>${name}.</b> ${mathInHtml(meaning)}</dd>`;
  });
  return rows.join("");
}
