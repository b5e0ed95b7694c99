import {actionButton} from "../components/action-buttons.js";
import type {CellBox} from "./cell-box.js";
import {reloadWithEdits} from "./edits-off.js";

/** The list of a page’s changed cells, at the edge of its window. */
export interface ChangedPanel {
  /** Lists cells; the panel is not there while there are none. */
  show(changed: readonly CellBox[]): void;
}

/** Returns the panel of a page, which stands at its end. */
export function changedPanel(page: Document, revertAll: () => void): ChangedPanel {
  const panel = page.createElement("details");
  panel.className = "changed-cells";
  const summary = page.createElement("summary");
  const list = page.createElement("ul");
  const tools = page.createElement("p");
  tools.append(
    actionButton("Revert all", revertAll),
    actionButton("Reload with edits off", () => reloadWithEdits(page.location, false))
  );
  panel.append(summary, list, tools);
  return {
    show(changed) {
      if (changed.length === 0) {
        panel.remove();
        return;
      }
      summary.textContent =
        changed.length === 1 ? "1 changed cell" : `${changed.length} changed cells`;
      list.replaceChildren(
        ...changed.map((box) => {
          const item = page.createElement("li");
          item.append(actionButton(box.place, () => goTo(box)));
          return item;
        })
      );
      if (!panel.isConnected) page.body.append(panel);
    }
  };
}

function goTo({element}: CellBox): void {
  element.scrollIntoView({block: "center"});
  element.querySelector<HTMLElement>(".cell-bar button")?.focus({preventScroll: true});
}
