import {actionButton} from "./buttons.js";

/**
 * Returns a phrase of the prose that sets a figure of its page, which the page then brings into
 * view; where there is nothing to show, a mark that hides the paragraph or the item of a list.
 *
 * @param figure the id of the figure
 */
export function figureAction(
  text: string,
  act: (() => void) | undefined,
  figure: string
): HTMLElement {
  if (act === undefined) {
    const mark = document.createElement("span");
    mark.className = "nothing-to-show";
    return mark;
  }
  const button = actionButton(text, act);
  button.dataset.sets = figure;
  button.setAttribute("aria-controls", figure);
  return button;
}
