/** The units in which a reader may see quantities of information. */
export type InformationUnit = "nats" | "bits";

/**
 * Returns the unit that the reader has chosen in the bar (see site/look.ts): the root of the page has
 * “bits” as its data-unit. Where there is no page, and where nothing is chosen, it is “nats”.
 */
export function shownUnit(): InformationUnit {
  return globalThis.document?.documentElement?.dataset.unit === "bits" ? "bits" : "nats";
}

/** Returns a number of nats in the unit shown; a nat is 1 / log 2 bits. */
export function inShownUnit(nats: number): number {
  return shownUnit() === "bits" ? nats / Math.LN2 : nats;
}

/** What says quantities of information, for as long as something else holds it. */
const followers = new Set<WeakRef<Element>>();
const gone = new FinalizationRegistry<WeakRef<Element>>((one) => followers.delete(one));
const CHANGE = "informationunit";
let observer: MutationObserver | undefined;

/**
 * Calls a function whenever the reader turns from nats to bits or back, for as long as an element
 * lives, in the page or out of it. What the function draws is what it drew last, in the other unit.
 */
export function followUnit(element: Element, redraw: () => void): void {
  observer ??= observeUnit();
  element.addEventListener(CHANGE, redraw);
  const follower = new WeakRef(element);
  followers.add(follower);
  gone.register(element, follower);
}

function observeUnit(): MutationObserver {
  const made = new MutationObserver(() => {
    // An error of one is reported, and does not keep the others from following.
    const elements = new Set([...followers].map((follower) => follower.deref()));
    for (const element of elements) element?.dispatchEvent(new Event(CHANGE));
  });
  made.observe(document.documentElement, {attributeFilter: ["data-unit"]});
  return made;
}
