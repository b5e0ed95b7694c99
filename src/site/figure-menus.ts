import {saveButton} from "../components/buttons.js";
import {lateModule} from "../state/late-module.js";
import {stateFragment} from "../state/page-state.js";

/**
 * Gives the figures of the board their buttons, and lets each button of the page open what its
 * figure can be saved as. That is loaded at the first click.
 */
export function figureMenus(page: Document): void {
  for (const caption of page.querySelectorAll("figure[data-view] > figcaption")) {
    caption.append(saveButton({isBrief: caption.closest(".board") !== null}));
  }
  page.addEventListener("click", ({target}) => {
    const button = (target as Element).closest<HTMLButtonElement>("[data-save]");
    // Once it has a menu, the browser opens and closes it.
    if (!button || button.popoverTargetElement) return;
    void lateModule(() => import("../save/menu.js"), "the menu of the figure").then(
      ({openFigureMenu}) => openFigureMenu(button, {linkTo, embedLink})
    );
  });
}

/** Returns the address of this page at a place of it, as it stands. */
export function linkTo(place: string): string {
  return fullPage(new URL(stateFragment(place) || "#", location.href).href);
}

/** Returns an address that shows one figure alone as that of its whole page. */
export function fullPage(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("only");
  return url.href;
}

/** Returns the address that shows a figure of this page alone, as it stands. */
export function embedLink(figure: string): string {
  const {hash, pathname} = new URL(linkTo(figure));
  const page = pathname.slice(pathname.lastIndexOf("/") + 1).replace(/\.html$/, "");
  return new URL(`embed.html#${page === "" ? "index" : page}/${hash.slice(1)}`, location.href).href;
}
