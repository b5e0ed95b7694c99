/** A task that waits for its turn. */
interface Waiting {
  order: number;
  start: () => Promise<void>;
}

/**
 * Returns a function that starts one task when the one before has ended, well or not: what is
 * loaded alone is there early, where all at once would share the line and be there late. Of the
 * tasks that wait, the one of the least order comes first.
 */
export function inTurn(): <T>(order: number, task: () => Promise<T>) => Promise<T> {
  const waiting: Waiting[] = [];
  let isBusy = false;

  async function work(): Promise<void> {
    isBusy = true;
    // Whoever asks in the same frame is to be heard before the first one starts.
    await new Promise((resolve) => setTimeout(resolve));
    while (waiting.length > 0) {
      const first = waiting.reduce((a, b) => (b.order < a.order ? b : a));
      waiting.splice(waiting.indexOf(first), 1);
      await first.start();
    }
    isBusy = false;
  }

  return (order, task) =>
    new Promise((resolve, reject) => {
      waiting.push({order, start: () => task().then(resolve, reject)});
      if (!isBusy) void work();
    });
}

/** Returns a function that starts each task when all before it have ended, well or not. */
export function inOrder(): <T>(task: () => T | Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => {});
    return next;
  };
}

/**
 * Returns a promise to a module that is loaded when it is first needed, for whoever says by itself
 * what went wrong; what can wait until it is there is loaded by lateModule.
 *
 * @param what is loaded, such as “the reader of models”
 * @throws Error (as a rejection) in one sentence if it cannot be loaded, as without a network, or
 *   once the site has changed under an open page
 */
export async function importLater<Module>(
  load: () => Promise<Module>,
  what: string
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const remedy = "see whether there is a network, and try again, or load the page anew";
    throw new Error(`${what} could not be loaded: ${remedy}`, {cause});
  }
}

/** Returns a function that calls load once for each key; see once. */
export function onceEach<Key, T>(load: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const loads = new Map<Key, () => Promise<T>>();
  return (key) => {
    const known = loads.get(key) ?? once(() => load(key));
    loads.set(key, known);
    return known();
  };
}

/** Returns a function that calls load once and gives every caller the same promise. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined;
  return () => {
    promise ??= load().catch((error: unknown) => {
      promise = undefined;
      throw error;
    });
    return promise;
  };
}
