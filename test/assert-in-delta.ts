import assert from "node:assert/strict";

/**
 * Asserts that two lists of numbers have one length and differ by at most delta everywhere.
 * Non-finite numbers fail.
 */
export function assertInDelta(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  delta = 1e-6
): void {
  assert.equal(actual.length, expected.length, "length");
  for (let i = 0; i < expected.length; ++i) {
    const difference = Math.abs(actual[i] - expected[i]);
    assert.ok(
      difference <= delta,
      `at ${i}: ${actual[i]}, expected ${expected[i]} ± ${delta}; they differ by ${difference}`
    );
  }
}
