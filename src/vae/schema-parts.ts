import * as v from "valibot";
import type {ObjectEntries} from "valibot";

// Each message completes the sentence “invalid what: field: value, expected …”.

/** Text that is not empty. */
export const text = v.pipe(v.string("expected text"), v.nonEmpty("expected text"));

/** An integer from least to most, or without an upper limit. */
export function integer(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `≥ ${least}` : `from ${least} to ${most}`;
  const expected = `expected an integer ${range}`;
  return v.pipe(
    v.number(expected),
    v.safeInteger(expected),
    v.minValue(least, expected),
    v.maxValue(most, expected)
  );
}

/** A finite number that holds what is expected. */
export function finite(expected: string, holds: (value: number) => boolean) {
  return v.pipe(v.number(expected), v.finite(expected), v.check(holds, expected));
}

/** One of some words. */
export function oneOf<const T extends string>(...options: T[]) {
  const names = options.map((option) => JSON.stringify(option)).join(" or ");
  return v.picklist(options, `expected ${names}`);
}

/** An object with these fields and no others. */
export function record<const T extends ObjectEntries>(entries: T) {
  return v.strictObject(entries, "expected an object");
}

export const positive = finite("expected a number > 0", (value) => value > 0);
export const nonNegative = finite("expected a number ≥ 0", (value) => value >= 0);
