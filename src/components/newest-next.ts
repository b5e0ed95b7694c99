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
    const {value: newest} = next;
    next = undefined;
    void run(newest);
  }

  return (value) => {
    if (isBusy) next = {value};
    else void run(value);
  };
}
