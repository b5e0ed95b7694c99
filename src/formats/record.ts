import * as v from "valibot";
import type {GenericSchema, InferOutput, ObjectEntries} from "valibot";
import {brief} from "./json.js";

/**
 * Returns the record that a parsed JSON value is.
 *
 * @param what the name of such a record, such as “manifest”
 * @throws Error naming the first field that is missing, unknown or wrong, its value and what was
 *   expected, such as `invalid manifest: training.seed: "7", expected an integer ≥ 0`
 */
export function parseRecord<const Schema extends GenericSchema>(
  what: string,
  schema: Schema,
  value: unknown
): InferOutput<Schema> {
  const result = v.safeParse(schema, value, {abortEarly: true});
  if (result.success) return result.output;
  const [{path, message, expected, type, ...issue}] = result.issues;
  const input = path === undefined ? issue.input : path.at(-1)!.value;
  const field = pathOf(path?.map(({key}) => key as string | number) ?? []);
  if (type === "strict_object" && expected === "never") {
    throw new Error(`invalid ${what}: unknown field ${field}, expected none of that name`);
  }
  if (input === undefined) throw new Error(`invalid ${what}: missing field ${field}`);
  throw new Error(`invalid ${what}: ${field}: ${brief(input)}, ${message}`);
}

/** Returns a path as one writes it in code, such as files["codes.bin"].bytes. */
function pathOf(keys: (string | number)[]): string {
  if (keys.length === 0) return "the whole";
  const parts = keys.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    return /^\w{1,60}$/.test(key) ? `.${key}` : `[${brief(key)}]`;
  });
  return parts.join("").replace(/^\./, "");
}

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
export function anyOf<const T extends string>(...options: T[]) {
  const names = options.map((option) => JSON.stringify(option)).join(" or ");
  return v.picklist(options, `expected ${names}`);
}

/** An object with these fields and no others. */
export function record<const T extends ObjectEntries>(entries: T) {
  return v.strictObject(entries, "expected an object");
}

export const positiveNumber = finite("expected a number > 0", (value) => value > 0);
export const nonNegative = finite("expected a number ≥ 0", (value) => value >= 0);
