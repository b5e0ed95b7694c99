/**
 * Whether slow tests take all of what they otherwise take a sample of: every image, every model.
 * `npm run test:all` says so.
 */
export const runsWhole = process.env.AEVB_TESTS === "all";

/** Returns every n-th of some values, or all of them where tests run whole. */
export function sampled<T>(values: readonly T[], n: number): T[] {
  return runsWhole ? [...values] : values.filter((_, i) => i % n === 0);
}
