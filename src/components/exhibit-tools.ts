import {stateFragment} from "../state/page-state.js";
import {saveButton} from "./buttons.js";

/** Options for exhibitTools. */
export interface ExhibitToolsOptions {
  /** Puts the figure back to where it began, with the same seed. */
  reset?: () => void;
  /** Gives the figure another seed, and leaves all else. */
  reseed?: () => void;
  /** The file, as a `source` fence of the page names it, whose lines “Show the code” unfolds. */
  source?: string;
}

/** Returns the tools under a figure: those it has, what saves it, and a link to the figure itself. */
export function exhibitTools({reset, reseed, source}: ExhibitToolsOptions = {}): HTMLElement {
  const tools = document.createElement("span");
  tools.style.display = "contents";
  if (reset !== undefined) tools.append(button("Reset", reset));
  if (reseed !== undefined) tools.append(button("New seed", reseed));
  if (source !== undefined) {
    const show = button("Show the code", () => showSource(tools, source));
    show.dataset.tool = "source";
    tools.append(show);
  }
  const link = document.createElement("a");
  link.textContent = "Link to this figure";
  // The figure is known once the tools stand in it; until then the link leads nowhere.
  link.href = "#";
  const aim = (): void => {
    link.href = stateFragment(tools.closest("figure")?.id ?? "") || "#";
  };
  link.addEventListener("pointerenter", aim);
  link.addEventListener("focus", aim);
  tools.append(saveButton(), link);
  return tools;
}

function button(label: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", () => act());
  return element;
}

/** Unfolds the lines of a file, the first ones after the figure, and moves the focus there. */
function showSource(tools: HTMLElement, path: string): void {
  const blocks = document.querySelectorAll<HTMLDetailsElement>("details.exhibit-source");
  const named = [...blocks].filter(({dataset}) => dataset.source === path);
  const after = named.find(
    (block) => tools.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING
  );
  const block = after ?? named[0];
  if (block === undefined) throw new Error(`no source on this page: ${path}`);
  block.open = !block.open;
  if (block.open) block.querySelector("summary")!.focus();
}
