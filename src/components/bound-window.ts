/** The lengths of axis to choose from, in nats: a step changes the scale only now and then. */
const lengths = [1, 10, 100, 1e3, 1e4].flatMap((ten) =>
  [10, 15, 20, 30, 50, 75].map((n) => n * ten)
);

/**
 * Returns the part of the axis of nats to show, [lowest, highest]: below 0, at least down to the
 * bound with some room under it, and up to some room above all else. The highest depends on the
 * image and the length alone, so the axis stands still while q moves a little.
 *
 * @param highest the greatest number to be shown, such as max log p(x|z)
 * @param lowest the least one, such as the bound
 */
export function boundWindow(lowest: number, highest: number): [number, number] {
  for (const length of lengths) {
    const step = length / 10;
    const top = Math.min(0, (Math.ceil(highest / step) + 1.5) * step);
    if (top - length <= lowest - length / 12) return [top - length, top];
  }
  throw new RangeError(`invalid bound: ${lowest} nats, beyond every axis`);
}
