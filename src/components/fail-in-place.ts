/** Something that can say why it has nothing to show. */
export interface Place {
  fail(error: unknown): void;
}

/**
 * Returns a promise of the same value that never rejects: instead each place says what went
 * wrong and the promise stays pending, so that whatever waits for it stays as it is.
 */
export function failInPlace<T>(promise: Promise<T>, ...places: Place[]): Promise<T> {
  return promise.catch((error: unknown) => {
    for (const place of places) place.fail(error);
    return new Promise<T>(() => {});
  });
}
