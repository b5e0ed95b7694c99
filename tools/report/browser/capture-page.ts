/**
 * What runs in a drawn page to take it as it looks: it is bundled, and evaluated there. The page
 * itself is left alone, since its cells may go on.
 */
import {freezeControls} from "./freeze-controls.js";
import {paintCanvases} from "./paint-canvases.js";
import {prefixIds} from "./prefix-ids.js";
import {roundDrawings} from "./round-drawings.js";

/** What has no meaning where nothing runs, and what the document has once for all pages. */
const DEAD = [
  "script",
  "template",
  "observablehq-loading",
  ".exhibit-tools",
  ".observablehq-pre-copy",
  ".page-contents",
  ".katex-mathml",
  ".report-note",
  "dialog",
  "iframe"
].join(",");

/** A page as it was drawn. */
export interface CapturedPage {
  title: string;
  /** The HTML of its main part; ids begin with the page’s name. */
  html: string;
}

/**
 * Returns the main part of the document as static HTML: pictures in place of canvases, controls as
 * they stand, formulas with their source as a label, and ids that are of one page.
 *
 * @param prefix what ids of this page begin with
 * @param symbols whether it keeps its list of symbols, which a table in another page may repeat
 */
export function capturePage(prefix: string, {symbols}: {symbols: boolean}): CapturedPage {
  const drawn = document.querySelector("main")!;
  const main = drawn.cloneNode(true) as Element;
  paintCanvases(drawn, main);
  freezeControls(drawn, main);
  for (const formula of main.querySelectorAll(".katex")) {
    const source = formula.querySelector("annotation")?.textContent ?? "";
    formula.setAttribute("role", "math");
    formula.setAttribute("aria-label", source);
  }
  for (const element of main.querySelectorAll(DEAD)) element.remove();
  if (!symbols) main.querySelector("details.symbols")?.remove();
  roundDrawings(main);
  dropComments(main);
  prefixIds(main, prefix);
  return {title: main.querySelector("h1")?.textContent ?? document.title, html: main.innerHTML};
}

/** Removes comments, with which Framework marks the places of cells. */
function dropComments(root: Element): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode() !== null) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}
