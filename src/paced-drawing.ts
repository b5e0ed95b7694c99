/** Draws as often as there is time for it. */
export interface PacedDrawing {
  /** Draws, if the last time is long enough ago; else soon. */
  due(): void;
  /** Draws as soon as the drawing under way is done. */
  settle(): void;
}

/** The least time between two drawings, in milliseconds. */
const LEAST = 250;

/** A drawing that takes a while is done less often: it may have this share of the time. */
const SHARE = 1 / 8;

/**
 * Returns what paces a drawing that takes some time to ask for and to do. What is off screen waits,
 * and nothing is asked for while nothing is due.
 *
 * @param draw resolves when it is drawn
 * @param isSeen says whether the figure can be seen now
 * @param now returns the time, in milliseconds
 */
export function pacedDrawing(
  draw: () => Promise<void>,
  isSeen: () => boolean,
  now: () => number
): PacedDrawing {
  let isBusy = false;
  let isWanted = false;
  let next = -Infinity;

  async function run(): Promise<void> {
    isBusy = true;
    isWanted = false;
    const start = now();
    await draw();
    const took = now() - start;
    next = now() + Math.max(LEAST, took / SHARE);
    isBusy = false;
    if (isWanted) void run();
  }

  return {
    due() {
      if (!isBusy && isSeen() && now() >= next) void run();
    },
    settle() {
      if (isBusy) isWanted = true;
      else void run();
    }
  };
}
