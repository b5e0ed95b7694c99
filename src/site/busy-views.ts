import {footLine} from "../state/foot-line.js";

/** What a view still waits for: cells without a value, and parts that say so themselves. */
const WAITED = "observablehq-loading, [data-waiting]:not([hidden])";

/** A sentence in the place of what does not come. */
const FAILED = ".failure:not([hidden]), .unread, .observablehq--error";

/**
 * Keeps `aria-busy` of all views that the build has marked with it: true until nothing in the view
 * waits any more, or something says why it does not go on. The picture that lies over a view until
 * then is taken away for good; sooner, if the reader uses the view, or if a link has set the page
 * otherwise than it was recorded.
 */
export function watchViews(page: Document): void {
  for (const view of page.querySelectorAll("[aria-busy]")) {
    const uncover = () => view.querySelector(".first-frame")?.remove();
    view.addEventListener("pointerdown", uncover, {once: true});
    view.addEventListener("focusin", uncover, {once: true});
    if (location.hash.includes("~")) uncover();
    const say = () => {
      const waits = isWaiting(view);
      view.ariaBusy = String(waits);
      if (!waits) uncover();
    };
    new MutationObserver(say).observe(view, {
      subtree: true,
      childList: true,
      attributeFilter: ["data-waiting", "hidden"]
    });
    say();
  }
}

function isWaiting(view: Element): boolean {
  return view.querySelector(WAITED) !== null && view.querySelector(FAILED) === null;
}

/** How long the print dialog waits for figures, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Lets Ctrl-P, or ⌘P, wait until all figures are drawn, those too that the reader has not come to. A
 * browser’s own menu does not wait: what is not there by then starts to be drawn, and is there when
 * the page is printed again.
 */
export function drawBeforePrint(page: Document): void {
  const say = footLine("Print now", () => print());
  const isBusy = () => page.querySelector('[aria-busy="true"]') !== null;
  page.addEventListener("keydown", async (event) => {
    const isPrint = event.key.toLowerCase() === "p" && (event.ctrlKey || event.metaKey);
    if (!isPrint || event.shiftKey || event.altKey || !isBusy()) return;
    event.preventDefault();
    say("The figures that were not seen yet are being drawn; then the page is printed.");
    // What waits to be seen hears that the page goes on paper.
    dispatchEvent(new Event("beforeprint"));
    await untilChanged(page, () => !isBusy());
    say("");
    print();
  });
}

/** Resolves when the views of a page have come to be right, or after some time. */
function untilChanged(page: Document, isRight: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, PATIENCE);
    const observer = new MutationObserver(() => isRight() && end());
    observer.observe(page.body, {subtree: true, attributeFilter: ["aria-busy"]});
    if (isRight()) end();

    function end(): void {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    }
  });
}
