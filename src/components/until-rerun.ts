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
