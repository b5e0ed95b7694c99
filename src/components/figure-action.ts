/**
 * Returns a phrase of the prose that sets a figure of its page, which the page then brings into
 * view; where there is nothing to show, a mark that hides the paragraph or the item of a list.
 * It is a button in all but its element: what HTML calls so is a block that no line can break.
 *
 * @param figure the id of the figure
 */
export function figureAction(
  text: string,
  act: (() => void) | undefined,
  figure: string
): HTMLElement {
  const phrase = document.createElement("span");
  if (act === undefined) {
    phrase.className = "nothing-to-show";
    return phrase;
  }
  phrase.className = "action";
  phrase.role = "button";
  phrase.tabIndex = 0;
  phrase.textContent = text;
  phrase.dataset.sets = figure;
  phrase.setAttribute("aria-controls", figure);
  phrase.addEventListener("click", () => act());
  phrase.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault(); // the space bar scrolls
    phrase.click();
  });
  return phrase;
}
