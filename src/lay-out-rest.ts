/** What the style leaves to be laid out when it comes near the window. */
const LATE = ".own-place ~ *";

/**
 * Lets all of a page be laid out that its style has left for later, one element each time the
 * browser has nothing to do: from then on the scroll bar and the way back up are exact.
 */
export function layOutRest(page: Document): void {
  const late = page.querySelectorAll<HTMLElement>(LATE).values();
  // Safari has no idle callbacks.
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

  function next(): void {
    const {value} = late.next();
    if (value === undefined) return;
    value.style.contentVisibility = "visible";
    whenIdle(next);
  }

  if (page.readyState === "complete") next();
  else addEventListener("load", next, {once: true});
}
