/** What tells whether a page is seen: a document, or what stands for it in a test. */
export interface Visibility extends EventTarget {
  readonly visibilityState: DocumentVisibilityState;
}

/**
 * Does something each time that a page has been hidden for so long, and something else at once
 * when it is hidden.
 *
 * @param milliseconds how long is long
 * @returns how to stop
 */
export function whenHiddenLong(
  page: Visibility,
  milliseconds: number,
  {atOnce, afterLong}: {atOnce: () => void; afterLong: () => void}
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function changed(): void {
    clearTimeout(timer);
    if (page.visibilityState !== "hidden") return;
    timer = setTimeout(afterLong, milliseconds);
    atOnce();
  }
  page.addEventListener("visibilitychange", changed);
  return () => {
    clearTimeout(timer);
    page.removeEventListener("visibilitychange", changed);
  };
}
