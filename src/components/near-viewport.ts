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
