/** The keys and the wheel rest for so long, in milliseconds, before a change has come to rest. */
const REST = 350;

/**
 * Returns what to call at every change: once no pointer is down and nothing more has changed for a
 * moment, act is called, with whether the reader has touched anything since it was last called.
 */
export function whenRested(act: (isReaders: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDown = false;
  let isReaders = false;
  let isDue = false;

  function wait(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isDown || !isDue) return;
      isDue = false;
      act(isReaders);
      isReaders = false;
    }, REST);
  }

  if (typeof document !== "undefined") {
    const hear = (name: string, down: boolean, then = () => {}) =>
      document.addEventListener(
        name,
        () => {
          isReaders = true;
          isDown = down;
          then();
        },
        {capture: true, passive: true}
      );
    hear("pointerdown", true);
    hear("pointerup", false, wait);
    hear("pointercancel", false, wait);
    hear("keydown", false);
    hear("click", false);
  }
  return () => {
    isDue = true;
    wait();
  };
}
