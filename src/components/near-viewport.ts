import type {Picture} from "./picture.js";

/** How long to wait for a picture, in milliseconds: one that fails, or a hidden page, draws none. */
const PATIENCE = 5000;

/** Returns a promise that settles when one of the pictures has been drawn, or after a few seconds. */
export function firstDraw(...pictures: Picture[]): Promise<void> {
  const isDrawn = () => pictures.some((one) => one.querySelector("canvas[data-drawn]") !== null);
  return new Promise((resolve) => {
    const observer = new MutationObserver(check);
    const timer = setTimeout(end, PATIENCE);
    for (const one of pictures) {
      observer.observe(one, {subtree: true, attributeFilter: ["data-drawn"]});
    }
    check();

    function check(): void {
      if (isDrawn()) end();
    }

    function end(): void {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    }
  });
}

/** How far from the window is near, in parts of its height. */
const NEAR = "50%";

/** Options for whileSeen. */
interface SeenOptions {
  /** How far outside the window still counts as seen; defaults to 0px. */
  margin?: string;
}

/**
 * Tells whether one of the elements is in the window, at first and whenever that changes, wherever
 * they are put in the page. On paper all are: before the page is printed, too. Returns how to stop.
 */
export function whileSeen(
  elements: readonly Element[],
  tell: (isSeen: boolean) => void,
  {margin = "0px"}: SeenOptions = {}
): () => void {
  const inside = new Set<Element>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const {target, isIntersecting} of entries) {
        if (isIntersecting) inside.add(target);
        else inside.delete(target);
      }
      tell(inside.size > 0);
    },
    {rootMargin: `${margin} 0px`}
  );
  for (const element of elements) observer.observe(element);
  const controller = new AbortController();
  const {signal} = controller;
  addEventListener("beforeprint", () => tell(true), {signal});
  addEventListener("afterprint", () => tell(inside.size > 0), {signal});
  return () => {
    observer.disconnect();
    controller.abort();
  };
}

/** Returns a promise that settles when one of the elements first comes near the window, or on paper. */
export function nearViewport(...elements: Element[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = whileSeen(
      elements,
      (isSeen) => {
        if (!isSeen) return;
        stop();
        resolve();
      },
      {margin: NEAR}
    );
  });
}
