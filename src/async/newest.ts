/**
 * Returns a function that does work, one call at a time. Of the calls that come meanwhile only the
 * newest is worked on, next: the others are out of date before they have begun.
 *
 * @param fail gets the error of a call
 */
export function newestNext<Value>(
  work: (value: Value) => Promise<void>,
  fail: (error: unknown) => void
): (value: Value) => void {
  let isBusy = false;
  let next: {value: Value} | undefined;

  async function run(value: Value): Promise<void> {
    isBusy = true;
    await work(value).catch(fail);
    isBusy = false;
    if (next === undefined) return;
    const {value: latest} = next;
    next = undefined;
    void run(latest);
  }

  return (value) => {
    if (isBusy) next = {value};
    else void run(value);
  };
}

/**
 * Returns a function that starts work and hands its result to done, unless it has been called
 * again meanwhile: only the newest call counts, whatever the order in which results arrive.
 *
 * @param fail gets the error of the newest call
 */
export function newest<Arguments extends unknown[], Result>(
  work: (...values: Arguments) => Promise<Result>,
  done: (result: Result) => void,
  fail: (error: unknown) => void
): (...values: Arguments) => Promise<void> {
  let calls = 0;
  return async (...values) => {
    const call = ++calls;
    try {
      const result = await work(...values);
      if (call === calls) done(result);
    } catch (error) {
      if (call === calls) fail(error);
    }
  };
}

/** What a task goes by. */
export interface Task {
  /** Aborted once another task has taken the place of this one, or it has been stopped. */
  signal: AbortSignal;
  /** Says how far the task is, for as long as it is the newest. */
  say(text: string): void;
}

/** At most one task: another one takes its place. */
export interface TaskSlot {
  /**
   * Starts a task in the place of the one before. If no other has begun meanwhile, its result goes
   * to done, which may return what to say of it; what either of them throws goes to fail.
   *
   * @param first what is said at once
   */
  start<Result>(
    first: string,
    work: (task: Task) => Promise<Result>,
    done: (result: Result) => string | void
  ): Promise<void>;
  /** Ends the task, if there is one, and takes back what was said last. */
  stop(): void;
}

/** Returns a place for one task: what there is to say goes to say, and what is wrong to fail. */
export function taskSlot(say: (text: string) => void, fail: (error: unknown) => void): TaskSlot {
  let controller = new AbortController();

  function stop(): void {
    controller.abort();
    controller = new AbortController();
    say("");
  }

  return {
    async start(first, work, done) {
      stop();
      const {signal} = controller;
      const task: Task = {signal, say: (text) => void (signal.aborted || say(text))};
      say(first);
      try {
        const result = await work(task);
        if (signal.aborted) return;
        say("");
        task.say(done(result) ?? "");
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    },
    stop
  };
}

/**
 * Returns a promise of the same value, which is rejected when its cell runs again: a cell whose
 * promise stays pending would never run again, as each run waits for the one before.
 *
 * @param invalidation the cell’s own, which resolves when it runs again
 */
export function untilRerun<T>(invalidation: Promise<unknown>, promise: Promise<T>): Promise<T> {
  const again = invalidation.then(() => {
    throw new Error("the cell runs again");
  });
  return Promise.race([promise, again]);
}
