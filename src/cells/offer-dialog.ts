import {actionButton} from "../components/action-buttons.js";

/** A cell that came by a link, as it is shown before it may run. */
export interface OfferedText {
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
export function askToRun(texts: readonly OfferedText[], missing: string): Promise<boolean> {
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
  const buttons = element("p", "");
  const refuse = actionButton(isEmpty ? "Close" : "No, thanks", () => dialog.close("no"));
  if (!isEmpty) buttons.append(actionButton("Run them", () => dialog.close("yes")));
  buttons.append(refuse);
  const list = element("div", "");
  list.className = "offered-list";
  list.append(...texts.map(compared));
  const lacking = missing === "" ? [] : [element("p", missing)];
  dialog.append(title, ...(isEmpty ? [] : [said, list]), ...lacking, buttons);
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
