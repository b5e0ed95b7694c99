import {editButtons} from "../cells/edit-buttons.js";
import {areEditsOff, changedCells, unchangedCells} from "../cells/changed-cells.js";
import {keepCells} from "../cells/keep-cells.js";
import {figureMenus} from "./figure-menus.js";
import {hideControls} from "./hidden-controls.js";
import {termLinks} from "./term-links.js";

// Every page of the walkthrough loads this, for as long as it is open.
const {only} = document.documentElement.dataset;
if (only !== undefined)
  void import("./only-figure.js").then(({showOnly}) => showOnly(document, only));

/** The changed cells of the page, and what loads their editor, unless edits are off. */
const [pageCells, editing] = areEditsOff(location)
  ? [unchangedCells()]
  : changedCells(async (changed) => {
      const {loadEditing} = await import("../cells/editing.js");
      return loadEditing(changed);
    });

const parts = [
  () => hideControls(document),
  () => keepCells(pageCells),
  () => figureMenus(document),
  () => editButtons(document, editing),
  () => termLinks(document),
  () => layOutRest(document)
];
// Each in a task of its own: together they would hold up the first picture.
for (const part of parts) setTimeout(part);

document.querySelector(".way-link")?.addEventListener("click", () => {
  void import("./link-maker.js").then(({makeLink}) => makeLink());
});

/** What the style leaves to be laid out when it comes near the window. */
const LATE = ".own-place ~ *";

/**
 * Lets all of a page be laid out that its style has left for later, one element each time the
 * browser has nothing to do: from then on the scroll bar and the way back up are exact.
 */
function layOutRest(page: Document): void {
  const late = page.querySelectorAll<HTMLElement>(LATE).values();
  // Safari has no idle callbacks.
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

  function next(): void {
    const {value} = late.next();
    if (value === undefined) return;
    value.style.contentVisibility = "visible";
    whenIdle(next);
  }

  if (page.readyState === "complete") next();
  else addEventListener("load", next, {once: true});
}
