import {numberText} from "./number-text.js";

/** What came of calling a reader’s function: its numbers, or what is wrong, as a part of a sentence. */
export type Called = {numbers: number[]; fault?: undefined} | {fault: string};

/** What a function has to return: one number, or a list of so many. */
export type Shape = "number" | {length: number};

/**
 * Calls a reader’s function and returns its numbers, whatever it does.
 *
 * @param args are copied: a function that changes them changes nothing for the next one
 */
export function calledAnswer(answer: unknown, args: readonly unknown[], shape: Shape): Called {
  if (typeof answer !== "function") {
    return {fault: `is ${describe(answer)} and no function`};
  }
  let result: unknown;
  try {
    result = (answer as (...values: unknown[]) => unknown)(...args.map(copy));
  } catch (error) {
    return {fault: `throws “${error instanceof Error ? error.message : String(error)}”`};
  }
  return shape === "number" ? oneNumber(result) : listOf(result, shape.length);
}

function oneNumber(result: unknown): Called {
  if (typeof result === "number") {
    if (Number.isFinite(result)) return {numbers: [result]};
    return {fault: `gives ${numberText(result)}`};
  }
  if (isList(result)) {
    return {fault: `gives ${describe(result)}, expected one number: add them up`};
  }
  return {fault: `gives ${describe(result)}, expected a number`};
}

function listOf(result: unknown, length: number): Called {
  if (!isList(result)) {
    return {fault: `gives ${describe(result)}, expected a list of ${length}`};
  }
  const values: unknown[] = Array.from(result);
  if (values.length !== length) {
    return {fault: `gives ${describe(result)}, expected a list of ${length}`};
  }
  const wrong = values.findIndex((value) => typeof value !== "number" || !Number.isFinite(value));
  if (wrong === -1) return {numbers: values as number[]};
  const value = values[wrong];
  const text = typeof value === "number" ? numberText(value) : describe(value);
  return {fault: `gives ${text} in place ${wrong + 1} of its list, expected a number`};
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** Returns what a value is, as a sentence has it. */
function describe(value: unknown): string {
  if (value === undefined) return "nothing (is a return missing?)";
  if (value === null) return "null";
  if (isList(value)) return value.length === 1 ? "a list of 1" : `a list of ${value.length}`;
  if (value instanceof Promise) return "a promise (leave out async)";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

function copy(value: unknown): unknown {
  if (typeof value === "function") return value;
  return structuredClone(value);
}
