import {actionButton} from "../components/buttons.js";
import type {CellList} from "./cell-list.js";
import {kept} from "./cell-list.js";
import type {ChangedCell} from "./changed-cells.js";

/** A cell that came by a link, as it is shown before it may run. */
interface OfferedText {
  /** Where it is to stand, in words. */
  place: string;
  /** The text that it has now; undefined if it is to be added, or is not of this page. */
  present: string | undefined;
  /** The text that came. */
  offered: string;
}

/**
 * Shows cells that came by a link, and returns a promise to whether the reader wants them run.
 * Whatever they hold, it is only shown, as text.
 *
 * @param missing what of the link this page has no place for, in a sentence; may be empty
 */
function askToRun(texts: readonly OfferedText[], missing: string): Promise<boolean> {
  // A newer link is asked about in the place of an older one.
  document.querySelector<HTMLDialogElement>("dialog.offered-cells")?.close("no");
  const dialog = document.createElement("dialog");
  dialog.className = "offered-cells";
  const isEmpty = texts.length === 0;
  const title = element("h2", isEmpty ? "No cell to change" : "This link brings changed cells");
  title.id = "offered-cells-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const said = element(
    "p",
    "They are programs that somebody else may have written, and have not been run. Run them if you trust who sent you the link; you can revert them at any time."
  );
  const risk = element(
    "p",
    "They can send away what they read: this page, and models and images of your own that this browser keeps."
  );
  const buttons = element("p", "");
  const refuse = actionButton(isEmpty ? "Close" : "No, thanks", () => dialog.close("no"));
  if (!isEmpty) buttons.append(actionButton("Run them", () => dialog.close("yes")));
  buttons.append(refuse);
  const list = element("div", "");
  list.className = "offered-list";
  list.append(...texts.map(compared));
  const lacking = missing === "" ? [] : [element("p", missing)];
  dialog.append(title, ...(isEmpty ? [] : [said, risk, list]), ...lacking, buttons);
  document.body.append(dialog);
  dialog.showModal();
  refuse.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/** Returns the text that a cell has beside the one that came. */
function compared({place, present, offered}: OfferedText): HTMLElement {
  const section = element("section", "");
  section.append(element("h3", place));
  const texts = element("div", "");
  texts.className = "compared";
  if (present !== undefined) texts.append(captioned("as it is", present));
  texts.append(captioned(present === undefined ? "to be added" : "in the link", offered));
  section.append(texts);
  return section;
}

function captioned(caption: string, text: string): HTMLElement {
  const figure = element("figure", "");
  const pre = element("pre", text);
  pre.tabIndex = 0; // it may scroll
  figure.append(element("figcaption", caption), pre);
  return figure;
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** What decides which offered cells may run. */
export interface Offers {
  /** Notes that the reader has run these cells, or allowed them to run. */
  allow(cells: readonly ChangedCell[]): void;
  /** Makes the page hold these changed cells, and no others, if the reader says so. */
  offer(cells: readonly ChangedCell[]): Promise<void>;
}

/** Returns what takes cells that come by links for a page. */
export function offers(cells: CellList): Offers {
  const allowed = new Set<string>();

  function apply(wanted: readonly ChangedCell[]): void {
    for (const cell of cells.changed()) {
      if (!wanted.some(({id}) => id === cell.box.id)) cell.revert();
    }
    for (const {id, source, after} of wanted) {
      const before = after === undefined ? undefined : cells.placeOf(after);
      const cell = cells.find(id) ?? (before && cells.add(before, id));
      cell?.run(source);
    }
  }

  return {
    allow: (list) => list.forEach((cell) => allowed.add(keyOf(cell))),
    async offer(offered) {
      const present = cells.changed().map(kept);
      if (JSON.stringify(offered) === JSON.stringify(present)) return;
      if (offered.every((cell) => allowed.has(keyOf(cell)))) return apply(offered);
      const known = placed(offered, cells);
      const others = offered.filter((cell) => !known.includes(cell));
      const texts = known.map((cell) => offeredText(cell, cells));
      const missing =
        others.length === 0
          ? ""
          : `This page has no place for ${others.map(({id}) => id).join(", ")}.`;
      if (await askToRun(texts, missing)) apply(known);
    }
  };
}

function keyOf({id, source}: ChangedCell): string {
  return `${id} ${source}`;
}

/** Returns the cells that the page has, or has a place for. */
function placed(offered: readonly ChangedCell[], cells: CellList): ChangedCell[] {
  const added = new Set<string>();
  return offered.filter(({id, after}) => {
    if (cells.find(id) !== undefined) return true;
    const hasPlace =
      after !== undefined && (added.has(after) || cells.placeOf(after) !== undefined);
    if (hasPlace) added.add(id);
    return hasPlace;
  });
}

function offeredText({id, source}: ChangedCell, cells: CellList): OfferedText {
  const cell = cells.find(id);
  return {
    place: cell?.box.place ?? `added cell ${id.split("+").at(-1)}`,
    present: cell?.changed ?? cell?.box.original,
    offered: source
  };
}
