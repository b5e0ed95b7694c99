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
