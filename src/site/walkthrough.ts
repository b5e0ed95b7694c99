import {importLater} from "../async/once.js";
import {editButtons} from "../cells/edit-buttons.js";
import {areEditsOff, changedCells, unchangedCells} from "../cells/changed-cells.js";
import {keepCells, keepEdits} from "../cells/keep-cells.js";
import {lateModule} from "../state/late-module.js";
import {linkOpened} from "../state/page-state.js";
import {drawBeforePrint, watchViews} from "./busy-views.js";
import {equipBar} from "./bar.js";
import {equipDrawers} from "./code-drawers.js";
import {figureMenus} from "./figure-menus.js";
import {offerGuesses} from "./guesses.js";
import {hideControls} from "./hidden-controls.js";
import {showWhatIsSet} from "./prose-actions.js";
import {sparedSliders} from "./scrolled-sliders.js";
import {termLinks} from "./term-links.js";

// Every page of the walkthrough loads this, for as long as it is open.
const {dataset} = document.documentElement;
const {only} = dataset;

/** The changed cells of the page, and what loads their editor, unless edits are off. */
export const [pageCells, editing] = areEditsOff(location)
  ? [unchangedCells()]
  : changedCells(async (listener) => {
      const {loadEditing} = await importLater(() => import("../cells/editing.js"), "the editor");
      return loadEditing(listener);
    });

/** What every page gets once its text is there, by its name. */
const parts: Record<string, () => unknown> = {
  "its one figure": async () => {
    if (only === undefined) return;
    const {showOnly} = await lateModule(() => import("./only-figure.js"), "the figure’s frame");
    showOnly(document, only);
  },
  "its bar": () => {
    if (only === undefined) equipBar(document);
  },
  "answers to guess": () => offerGuesses(document),
  "views that wait": () => watchViews(document),
  printing: () => drawBeforePrint(document),
  "hidden controls": () => hideControls(document),
  "sliders that scrolling spares": () => sparedSliders(document),
  "changed cells": () => keepCells(pageCells),
  "changes that were kept": () => {
    if (only === undefined && editing !== undefined) void keepEdits(pageCells);
  },
  "what is kept": async () => {
    const place = document.querySelector<HTMLElement>(".kept-here");
    if (place === null) return;
    const {listKept} = await lateModule(() => import("./kept-here.js"), "the list of what is kept");
    listKept(place);
  },
  menus: () => figureMenus(document),
  "drawers of code": () => equipDrawers(document),
  "phrases that set a figure": () => showWhatIsSet(document),
  "edit buttons": () => editButtons(document, editing),
  "parts that scroll": () => reachScrolled(document),
  terms: () => termLinks(document),
  "the rest of its layout": () => layOutRest(document),
  "what its link holds": () => linkOpened
};

// What a page still lacks stands in its data-lacks: nothing, once it does all that it is to do.
const lacking = new Set(Object.keys(parts));
const say = () => (dataset.lacks = [...lacking].join(", "));
say();
// Each in a task of its own: together they would hold up the first picture.
for (const [name, equip] of Object.entries(parts)) {
  setTimeout(async () => {
    await equip();
    lacking.delete(name);
    say();
  });
}

document.querySelector(".way-link")?.addEventListener("click", () => {
  void lateModule(() => import("./link-maker.js"), "the dialog for links").then(({makeLink}) =>
    makeLink()
  );
});

/** What the style leaves to be laid out when it comes near the window. */
const LATE = ".mapping ~ :not(.own-place, .observablehq--block)";

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

/** What scrolls in its own place where it is too large for it. */
const SCROLLED = "main :is(pre, table, .katex-display)";

/**
 * Lets the keyboard reach what scrolls in its own place, as long as it does: the arrow keys then
 * scroll it. Not all browsers do so by themselves.
 */
function reachScrolled(page: Document): void {
  const observer = new ResizeObserver((entries) => {
    for (const {target} of entries) {
      const part = target as HTMLElement;
      const {scrollWidth, clientWidth, scrollHeight, clientHeight} = part;
      const overflows = scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
      if (overflows && getComputedStyle(part).overflowX !== "visible") part.tabIndex = 0;
      else part.removeAttribute("tabindex");
    }
  });
  // What cells make comes later, and makes the page higher.
  const observed = new WeakSet<Element>();
  const late = new ResizeObserver(() => {
    for (const part of page.querySelectorAll(SCROLLED)) {
      // To observe a part again would measure it again.
      if (!observed.has(part)) observer.observe(part);
      observed.add(part);
    }
  });
  late.observe(page.querySelector("main")!);
}
