import {stateFragment} from "../state/page-state.js";
import {saveButton} from "./buttons.js";

/** Options for exhibitTools. */
export interface ExhibitToolsOptions {
  /** Puts the figure back to where it began, with the same seed. */
  reset?: () => void;
  /** Gives the figure another seed, and leaves all else. */
  reseed?: () => void;
  /** The file, as a `source` fence of the page names it, whose lines “Code” shows first. */
  source?: string;
}

/** Returns the tools under a figure: those it has, what saves it, and a link to the figure itself. */
export function exhibitTools({reset, reseed, source}: ExhibitToolsOptions = {}): HTMLElement {
  const tools = document.createElement("span");
  tools.style.display = "contents";
  if (reset !== undefined) tools.append(button("Reset", reset));
  if (reseed !== undefined) tools.append(button("New seed", reseed));
  if (source !== undefined) {
    const code = button("Code");
    code.dataset.tool = "source"; // the page opens the drawer
    code.dataset.source = source;
    tools.append(code);
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

function button(label: string, act?: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  if (act !== undefined) element.addEventListener("click", () => act());
  return element;
}
