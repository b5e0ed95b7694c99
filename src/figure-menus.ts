import {saveButton} from "./components/buttons.js";
import {embedLink, linkTo} from "./figure-link.js";

/**
 * Gives the figures of the board their buttons, and lets each button of the page open what its
 * figure can be saved as. That is loaded at the first click.
 */
export function figureMenus(page: Document): void {
  for (const caption of page.querySelectorAll("figure[data-view] > figcaption")) {
    caption.append(saveButton());
  }
  page.addEventListener("click", ({target}) => {
    const button = (target as Element).closest<HTMLButtonElement>("[data-save]");
    // Once it has a menu, the browser opens and closes it.
    if (!button || button.popoverTargetElement || button.ariaBusy) return;
    button.ariaBusy = "true";
    void import("./save/menu.js")
      .then(({openFigureMenu}) => openFigureMenu(button, {linkTo, embedLink}))
      .catch((error: Error) => button.after(` ${error.message}`))
      .finally(() => (button.ariaBusy = null));
  });
}
