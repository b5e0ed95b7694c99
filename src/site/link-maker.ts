import {actionButton, copyText} from "../components/buttons.js";
import type {Json} from "../formats/json.js";
import {stateFragment} from "../state/page-state.js";

/** Opens a dialog that makes links to the page as it stands, for others to open. */
export function makeLink(): void {
  const dialog = document.createElement("dialog");
  dialog.className = "link-maker";
  dialog.setAttribute("aria-labelledby", "link-maker-title");
  const title = text("h2", "A link to this page as it stands");
  title.id = "link-maker-title";
  const places = document.createElement("select");
  places.append(new Option("the top of the page", ""), ...placesOfPage());
  const bare = document.createElement("input");
  bare.type = "checkbox";
  bare.checked = document.querySelector(".without-controls") !== null;
  const ofWhich = document.createElement("span");
  const link = document.createElement("textarea");
  link.readOnly = true;
  link.rows = 3;
  const said = text("span", "");
  said.setAttribute("role", "status");

  function show(): void {
    const isFigure = document.querySelector(`figure.exhibit[id="${places.value}"]`) !== null;
    const hide: Json = isFigure ? [places.value] : "controls";
    ofWhich.textContent = ` without the controls ${isFigure ? "of this figure" : "of the page"}`;
    const fragment = stateFragment(places.value, {hide: bare.checked ? hide : undefined});
    link.value = new URL(fragment, location.href.replace(/#.*/s, "")).href;
    said.textContent = "";
  }
  async function copy(): Promise<void> {
    const isCopied = await copyText(link.value);
    if (!isCopied) link.select();
    said.textContent = isCopied
      ? "Copied."
      : "The browser does not let the page copy: press Ctrl-C, or ⌘-C.";
  }

  for (const input of [places, bare]) input.addEventListener("input", show);
  const actions = text("p", "");
  actions.className = "link-actions";
  const close = actionButton("Close", () => dialog.close());
  actions.append(
    actionButton("Copy the link", () => void copy()),
    close,
    said
  );
  dialog.append(
    title,
    text(
      "p",
      "It holds what is set on this page: sliders, choices, images, seeds, and cells that were changed, which are shown and run only if the reader says so. A model and images of your own, and what is drawn by hand, stay in this browser."
    ),
    labelled("It opens at", places),
    checkLine(bare, ofWhich),
    labelled("Link", link),
    actions
  );
  dialog.addEventListener("close", () => dialog.remove());
  show();
  document.body.append(dialog);
  dialog.showModal();
  link.select();
}

/** Returns the sections and figures of the page, to choose from, the one of the address chosen. */
function placesOfPage(): HTMLOptionElement[] {
  const links = document.querySelectorAll<HTMLAnchorElement>('.page-contents a[href^="#"]');
  const here = stateFragment().replace(/^#|~.*/gs, "");
  return Array.from(links, (link) => {
    const id = decodeURIComponent(link.hash.slice(1));
    return new Option(nameOf(link), id, false, id === decodeURIComponent(here));
  });
}

/** Returns the words of a title; a formula in it says its source besides. */
function nameOf(link: HTMLElement): string {
  const copy = link.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll(".katex-html")) hidden.remove();
  return copy.textContent ?? "";
}

function labelled(name: string, input: HTMLElement): HTMLElement {
  const line = text("p", "");
  const label = text("label", name);
  label.append(input);
  line.append(label);
  return line;
}

function checkLine(input: HTMLElement, name: HTMLElement): HTMLElement {
  const line = text("p", "");
  const label = text("label", "");
  label.append(input, name);
  line.append(label);
  return line;
}

function text(tag: string, content: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
