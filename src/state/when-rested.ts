/** How long keys and wheel have to rest before a change has come to rest, in milliseconds. */
const REST = 350;

/** What a reader does that may change a part; a button may change one that says nothing itself. */
const acts = ["pointerdown", "pointerup", "pointercancel", "keydown", "click", "input"];

/** What waits until the reader rests. */
interface Rests {
  /** Waits anew: to be called at a change that the reader has not made. */
  wait(): void;
  /** Returns whether the reader has touched anything since the last rest. */
  isReaders(): boolean;
}

/**
 * Returns what waits: act is called once no pointer is down and nothing more has happened for a
 * moment, with whether the reader has touched anything since it was last called. What they do in
 * the document makes it wait by itself.
 */
export function whenRested(act: (isReaders: boolean) => void): Rests {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDown = false;
  let isReaders = false;

  function wait(): void {
    clearTimeout(timer);
    if (isDown) return;
    timer = setTimeout(() => {
      const readers = isReaders;
      isReaders = false;
      act(readers);
    }, REST);
  }
  function hear({type, isTrusted}: Event): void {
    if (isTrusted) isReaders = true;
    if (type.startsWith("pointer")) isDown = type === "pointerdown";
    wait();
  }

  if (typeof document !== "undefined") {
    for (const type of acts) {
      document.addEventListener(type, hear, {capture: true, passive: true});
    }
  }
  return {wait, isReaders: () => isReaders};
}
