import {actionButton} from "../components/buttons.js";
import type {CellEditing} from "./changed-cells.js";
import {reloadWithEdits} from "./changed-cells.js";

/**
 * Puts buttons under the cells of a page that may be edited, and at the end of its sections, or one
 * that turns edits on where they are off.
 *
 * @param editing loads what edits them, at the first click; undefined where edits are off
 */
export function editButtons(page: Document, editing?: () => Promise<CellEditing>): void {
  const equip = (): void => {
    for (const cell of page.querySelectorAll<HTMLElement>(".cell:not([data-ready])")) {
      cell.dataset.ready = "";
      const bar = cell.querySelector(".cell-bar")!;
      if (editing !== undefined) bar.append(...buttons(cell, bar, editing));
      else if (!isSectionEnd(cell)) bar.append(turnOn(page));
    }
  };
  equip();
  // A preview replaces what has been edited in the sources.
  const main = page.querySelector("main");
  if (main !== null) new MutationObserver(equip).observe(main, {childList: true});
}

function buttons(cell: HTMLElement, bar: Element, editing: () => Promise<CellEditing>) {
  const act = (what: "edit" | "addAfter") => () =>
    void editing()
      .then((one) => one[what](cell))
      .then(() => bar.querySelector(".failure-line")?.remove())
      .catch((error: Error) => say(bar, error.message));
  const add = actionButton("+ cell", act("addAfter"));
  return isSectionEnd(cell) ? [add] : [actionButton("Edit", act("edit")), add];
}

/** Returns whether a place is the end of a section, and no cell. */
function isSectionEnd({classList}: HTMLElement): boolean {
  return classList.contains("section-end");
}

function turnOn({location}: Document): HTMLElement {
  return actionButton("Edits are off: turn them on", () => reloadWithEdits(location, true));
}

function say(bar: Element, text: string): void {
  const line = bar.querySelector(".failure-line") ?? document.createElement("span");
  line.className = "failure-line";
  line.role = "alert";
  line.textContent = text;
  bar.append(line);
}
