/** Draws as often as there is time for it. */
interface PacedDrawing {
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

/** Options for inSlices. */
export interface SliceOptions {
  /** How much is done at a time: no more than takes a small part of a frame. */
  size: number;
  /** Is told how much is done, after each slice. */
  onProgress?: (done: number, of: number) => void;
  /** Ends the work after the current slice; the promise is rejected with the signal’s reason. */
  signal?: AbortSignal;
}

/**
 * Does a long work slice by slice, and lets the page answer its reader in between.
 *
 * @param work does the part of 0 … count − 1 from start to before end
 */
export async function inSlices(
  count: number,
  work: (start: number, end: number) => void | Promise<void>,
  {size, onProgress, signal}: SliceOptions
): Promise<void> {
  for (let start = 0; start < count; start += size) {
    signal?.throwIfAborted();
    const end = Math.min(count, start + size);
    await work(start, end);
    onProgress?.(end, count);
    await nextTask();
  }
}

/** Returns a promise that is resolved once the page has answered what its reader did meanwhile. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Returns what a worker waits for between two slices of a long work: promises that are kept after
 * the messages that wait. A timer would wait some milliseconds; a message to itself comes at once.
 */
export function messageBreaks(): () => Promise<void> {
  const {port1, port2} = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener("message", () => waiting.shift()?.());
  port1.start();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    });
}

/** What tells whether a page is seen: a document, or what stands for it in a test. */
export interface Visibility extends EventTarget {
  readonly visibilityState: DocumentVisibilityState;
}

/**
 * Does something as soon as a page is hidden, and something else once it has stayed hidden.
 *
 * @param milliseconds how long it has to stay hidden
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
