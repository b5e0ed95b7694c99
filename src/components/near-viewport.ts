import type {Picture} from "./picture.js";

/** How long to wait for a picture, in milliseconds: one that fails, or a hidden page, draws none. */
const PATIENCE = 5000;

/** Returns a promise that settles when one of the pictures has been drawn, or after some seconds. */
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

/**
 * Returns a promise that settles when one of the elements first comes near the window, wherever
 * they are put in the page, and whenever.
 */
export function nearViewport(...elements: Element[]): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({isIntersecting}) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      {rootMargin: `${NEAR} 0px`}
    );
    for (const element of elements) observer.observe(element);
  });
}
