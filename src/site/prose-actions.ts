import {importLater} from "../async/once.js";

/** Where less of what has been set is in view, the page goes there: a part of its height. */
const ENOUGH = 0.4;

/** How long the way back to the text is offered, in milliseconds, unless the reader is at it. */
const OFFERED = 8000;

/** From this width on there is room for part of a figure beside the text, in pixels. */
const ROOM = "(min-width: 1200px)";

/**
 * Lets no phrase of the prose change what is out of sight: where hardly any of the figure that a
 * press has set is in view, part of it is shown beside the text; or the page goes there, where there
 * is no room, and offers the way back.
 */
export function showWhatIsSet(page: Document): void {
  let leave = () => {};
  page.addEventListener("click", ({target}) => {
    const phrase = (target as Element).closest<HTMLElement>("[data-sets]");
    const figure = phrase && page.getElementById(phrase.dataset.sets!);
    if (!phrase || !figure) return;
    const docked = figure.querySelector<HTMLElement>("[data-dock]");
    const changes = figure.querySelector("[data-changes]");
    const part = docked ?? changes ?? figure.querySelector(".exhibit-view") ?? figure;
    leave();
    if (docked?.matches(".docked") !== true && partInView(part) >= ENOUGH) return;
    const show = () => {
      leave = offerWayBack(figure, phrase);
      goTo(part, "start");
    };
    if (docked === null || !matchMedia(ROOM).matches) return show();
    // Where it cannot be loaded, the page goes to the figure itself.
    void importLater(() => import("./docking.js"), "the place beside the text").then(
      ({dock}) => dock(docked, phrase, show) || show(),
      show
    );
  });
}

/** Returns how much of the height of an element is in the window, or of the window it takes. */
function partInView(element: Element): number {
  const {top, bottom, height} = element.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return Math.max(0, seen) / Math.max(1, Math.min(height, innerHeight));
}

/**
 * Puts a chip over the page that leads back to a phrase, and the focus on it: what is next by Tab
 * are the controls of the figure. Returns how to take it away.
 */
function offerWayBack(figure: HTMLElement, phrase: HTMLElement): () => void {
  const chip = document.createElement("button");
  chip.type = "button";
  chip.className = "way-back";
  chip.textContent = "↩ back to the text";
  chip.addEventListener("click", () => {
    leave();
    goTo(phrase, "center");
    phrase.focus({preventScroll: true});
  });
  figure.prepend(chip);
  chip.focus({preventScroll: true});
  // Who has come to it by the keyboard, or is about to press it, gets all the time there is.
  const end = () => {
    if (chip.matches(":hover, :focus-visible")) timer = setTimeout(end, 1000);
    else leave();
  };
  let timer = setTimeout(end, OFFERED);

  function leave(): void {
    clearTimeout(timer);
    chip.remove();
  }

  return leave;
}

/** Scrolls to an element; at once for readers who want no motion. */
function goTo(element: Element, block: "start" | "center"): void {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({block, behavior: isStill ? "instant" : "smooth"});
}
