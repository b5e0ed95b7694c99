/**
 * Returns a promise to what work gives, unless it takes too long.
 *
 * @param seconds the longest that it may take
 * @param signal calls the work off as well
 * @param work gets a signal that is aborted once it has taken too long, or is called off
 * @param what is said to have failed, such as “the files have not been read”
 * @throws Error (as a rejection): “… within 60 seconds”, or the reason of the signal
 */
export async function inTime<Value>(
  seconds: number,
  signal: AbortSignal,
  work: (until: AbortSignal) => Promise<Value>,
  what: string
): Promise<Value> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  signal.addEventListener("abort", stop);
  const late = new Error(`${what} within ${seconds} seconds, expected a smaller or simpler file`);
  const timer = setTimeout(() => controller.abort(late), 1000 * seconds);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
