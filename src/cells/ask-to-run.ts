import {actionButton} from "../components/buttons.js";

/** A cell that came by a link, or was kept, as it is shown before it may run. */
export interface OfferedText {
  /** Where it is to stand, in words. */
  place: string;
  /** The text that it has now; undefined if it is to be added, or is not of this page. */
  present: string | undefined;
  /** The text that came. */
  offered: string;
}

/** How long a reader has to see the dialog before a press on “Run them” counts, in milliseconds. */
const SEEN = 500;

/** Options for askToRun. */
interface AskToRunOptions {
  /** What of the cells this page has no place for, in a sentence; may be empty. */
  missing: string;
  /** Whether this browser has kept them, and no link has brought them. */
  isKept: boolean;
}

/** What is said of cells, by whether this browser has kept them. */
const wordings = {
  link: {
    title: "This link brings changed cells",
    said: "They are programs that somebody else may have written, and have not been run. Run them if you trust who sent you the link; you can revert them at any time.",
    caption: "in the link"
  },
  kept: {
    title: "This browser has kept changed cells",
    said: "They are programs that were changed on this page before, and have not been run now. Run them if you know them; you can revert them at any time.",
    caption: "as it was kept"
  }
};

/**
 * Shows cells that came by a link, or were kept, and returns a promise to whether the reader wants
 * them run.
 * Whatever they hold, it is only shown, as text. Another link closes the dialog: it is not what the
 * reader has seen. Within a frame of another site, which could lie over it, nothing can be run.
 */
export function askToRun(
  texts: readonly OfferedText[],
  {missing, isKept}: AskToRunOptions
): Promise<boolean> {
  const wording = wordings[isKept ? "kept" : "link"];
  const dialog = document.createElement("dialog");
  dialog.className = "offered-cells";
  const isEmpty = texts.length === 0;
  const title = element("h2", isEmpty ? "No cell to change" : wording.title);
  title.id = "offered-cells-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const said = element("p", wording.said);
  const risk = element(
    "p",
    "They can send away what they read: this page, and models and images of your own that this browser keeps."
  );
  const buttons = element("p", "");
  const isFramed = isWithinOtherSite(window);
  const mayRun = !isEmpty && !isFramed;
  const refuse = actionButton(mayRun ? "No, thanks" : "Close", () => dialog.close("no"));
  const run = actionButton("Run them", () => dialog.close("yes"));
  if (mayRun) buttons.append(run);
  buttons.append(refuse);
  const list = element("div", "");
  list.className = "offered-list";
  list.append(...texts.map((text) => compared(text, wording.caption)));
  const lacking = missing === "" ? [] : [element("p", missing)];
  dialog.append(
    title,
    ...(isEmpty ? [] : [...(isFramed ? [elsewhere()] : [said, risk]), list]),
    ...lacking,
    buttons
  );
  document.body.append(dialog);
  dialog.showModal();
  refuse.focus();
  const open = new AbortController();
  const {signal} = open;
  afterSeen(run, signal);
  addEventListener("popstate", () => dialog.close("no"), {signal});
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      open.abort();
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/**
 * Lets a button be pressed only once it has been seen for a moment, also after the window comes to
 * the front: a click that was meant for something else is not to run anything.
 */
function afterSeen(button: HTMLButtonElement, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function wait(): void {
    clearTimeout(timer);
    button.disabled = true;
    timer = setTimeout(() => (button.disabled = false), SEEN);
  }
  addEventListener("focus", wait, {signal});
  document.addEventListener("visibilitychange", wait, {signal});
  wait();
}

/** Returns whether a page is shown within one of another site, at any distance. */
export function isWithinOtherSite(page: Window): boolean {
  for (let at = page; at !== at.parent; at = at.parent) {
    try {
      if (at.parent.location.origin !== page.location.origin) return true;
    } catch {
      return true; // the browser lets nothing of another site be read
    }
  }
  return false;
}

/** Returns why nothing runs within another site, and a way out of it. */
function elsewhere(): HTMLElement {
  const line = element(
    "p",
    "They are programs, and are not run within a page of another site. To run them, "
  );
  const link = document.createElement("a");
  link.href = location.href;
  link.target = "_blank";
  link.textContent = "open this page by itself";
  line.append(link, ".");
  return line;
}

/** Takes the dialog away that asks about an older link. */
export function stopAsking(): void {
  document.querySelector<HTMLDialogElement>("dialog.offered-cells")?.close("no");
}

/** Returns the text that a cell has beside the one that came, which has a caption. */
function compared({place, present, offered}: OfferedText, caption: string): HTMLElement {
  const section = element("section", "");
  section.append(element("h3", place));
  const texts = element("div", "");
  texts.className = "compared";
  if (present !== undefined) texts.append(captioned("as it is", present));
  texts.append(captioned(present === undefined ? "to be added" : caption, offered));
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
