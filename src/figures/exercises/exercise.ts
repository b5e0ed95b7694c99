import {powerText} from "../../components/curve-axes.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {randomSource, standardNormals} from "../../math/random.js";

/** A mistake that is known by what it computes. */
export interface Mistake<Case> {
  /** What is wrong, as a sentence. */
  says: string;
  /** Returns what a function with this mistake gives. */
  of(given: Case): number | readonly number[];
}

/** A function to write, and how it is checked. */
export interface Exercise<Case> {
  /** What the function is called. */
  name: string;
  /** Arguments to try, the simplest ones first. */
  cases: readonly Case[];
  argumentsOf(given: Case): unknown[];
  /** Returns the arguments as a sentence has them. */
  describe(given: Case): string;
  /** Returns what is right. */
  expected(given: Case): number | readonly number[];
  mistakes: readonly Mistake<Case>[];
  /** What is said of a right answer. */
  praise: string;
}

/** How far an answer may be off, as a share of the number or of 1: room for 32-bit floats. */
const TOLERANCE = 1e-5;

/**
 * Returns what is to be said of a reader’s function: that it is right, which known mistake explains
 * all that it gives, or the first case where it is off, by value.
 *
 * @param answer whatever the reader’s cell has made of the name
 */
export function judge<Case>(answer: unknown, exercise: Exercise<Case>): Verdict {
  const {name, cases, argumentsOf, describe, expected, mistakes, praise} = exercise;
  const answers: number[][] = [];
  for (const given of cases) {
    const called = calledAnswer(answer, argumentsOf(given), shapeOf(expected(given)));
    if (called.fault !== undefined) {
      if (typeof answer !== "function") return notYet(`${name} ${called.fault}.`);
      return notYet(`For ${describe(given)}, ${name} ${called.fault}.`);
    }
    answers.push(called.numbers);
  }
  const again = calledAnswer(answer, argumentsOf(cases[0]!), shapeOf(expected(cases[0]!)));
  if (again.fault !== undefined || !areClose(again.numbers, answers[0]!)) {
    return notYet(
      `${name} gives other numbers when it is called again with the same arguments: nothing in it may be random or remembered.`
    );
  }
  const explains = (of: Exercise<Case>["expected"]) =>
    cases.every((given, i) => areClose(answers[i]!, numbersOf(of(given))));
  if (explains(expected)) return {isRight: true, sentence: praise};
  const known = mistakes.find(({of}) => explains(of));
  const first = cases.findIndex((given, i) => !areClose(answers[i]!, numbersOf(expected(given))));
  const off = difference(answers[first]!, numbersOf(expected(cases[first]!)));
  const byValue = `For ${describe(cases[first]!)}${off.place}: expected ${off.right}, yours gives ${off.yours}.`;
  return notYet(known === undefined ? byValue : `${known.says} ${byValue}`);
}

/** Returns two lists of numbers where the first one is wrong, as a sentence has them. */
function difference(yours: readonly number[], right: readonly number[]) {
  const at = right.findIndex((value, i) => !isClose(yours[i]!, value));
  const [yoursText, rightText] = differingTexts(yours[at]!, right[at]!);
  const place = right.length === 1 ? "" : `, in place ${at + 1}`;
  return {place, yours: yoursText, right: rightText};
}

function shapeOf(expected: number | readonly number[]): Shape {
  return typeof expected === "number" ? "number" : {length: expected.length};
}

function numbersOf(values: number | readonly number[]): readonly number[] {
  return typeof values === "number" ? [values] : values;
}

function areClose(actual: readonly number[], expected: readonly number[]): boolean {
  return expected.every((value, i) => isClose(actual[i]!, value));
}

function isClose(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
}

/** What came of calling a reader’s function: its numbers, or what is wrong, as a part of a sentence. */
export type Called = {numbers: number[]; fault?: undefined} | {fault: string};

/** What a function has to return: one number, or a list of a certain length. */
export type Shape = "number" | {length: number};

/**
 * Calls a reader’s function and returns its numbers, whatever it does.
 *
 * @param args are copied: a function that changes them changes nothing for the next one
 */
export function calledAnswer(answer: unknown, args: readonly unknown[], shape: Shape): Called {
  if (typeof answer !== "function") {
    return {fault: `is ${typeText(answer)} and no function`};
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
    return {fault: `gives ${typeText(result)}, expected one number: add them up`};
  }
  return {fault: `gives ${typeText(result)}, expected a number`};
}

function listOf(result: unknown, length: number): Called {
  if (!isList(result)) {
    return {fault: `gives ${typeText(result)}, expected a list of ${length}`};
  }
  const values: unknown[] = Array.from(result);
  if (values.length !== length) {
    return {fault: `gives ${typeText(result)}, expected a list of ${length}`};
  }
  const wrong = values.findIndex((value) => typeof value !== "number" || !Number.isFinite(value));
  if (wrong === -1) return {numbers: values as number[]};
  const value = values[wrong];
  const text = typeof value === "number" ? numberText(value) : typeText(value);
  return {fault: `gives ${text} in place ${wrong + 1} of its list, expected a number`};
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** Returns what a value is, as a sentence has it. */
function typeText(value: unknown): string {
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

/** Marks the random stream of the exercises. */
const EXERCISE_STREAM = 21;

/** Two that can be worked out by hand, and numbers of latents that are drawn by a seed. */
const byHand: DiagonalGaussian[] = [
  {mu: [0.3, -1], logVar: [0, 0.5]},
  {mu: [1.2], logVar: [-0.8]}
];
const sizes = [2, 3, 5, 20];

/** Returns draws of N(0, 1), the same ones for the same numbers. */
export function exerciseNormals(count: number, ...stream: number[]): number[] {
  return Array.from(standardNormals(randomSource(0, EXERCISE_STREAM, ...stream), count));
}

/** Returns q’s to try a function with, of one latent to twenty. */
export function gaussianCases(): DiagonalGaussian[] {
  const drawn = sizes.map((size) => ({
    mu: exerciseNormals(size, size, 0),
    logVar: exerciseNormals(size, size, 1)
  }));
  return [...byHand, ...drawn];
}

/** Returns a q as a sentence has it. */
export function gaussianText({mu, logVar}: DiagonalGaussian): string {
  return `mu = ${listText(mu)}, logVar = ${listText(logVar)}`;
}

/** Returns a number as sentences have it, to some significant digits and with a real minus sign. */
export function numberText(value: number, digits = 3): string {
  const [factor, exponent] = String(Number(value.toPrecision(digits))).split("e");
  const times = exponent === undefined ? "" : `·${powerText(10 ** Number(exponent))}`;
  return `${factor.replace("-", "−")}${times}`;
}

/** Returns numbers as sentences have them, in parentheses; of many, the first three. */
export function listText(values: ArrayLike<number>): string {
  const shown = Array.from(values).slice(0, 3);
  const texts = shown.map((value) => numberText(value));
  return `(${[...texts, ...(values.length > shown.length ? ["…"] : [])].join(", ")})`;
}

/** Returns two different numbers with as many digits as it takes to see that they differ. */
export function differingTexts(first: number, second: number): [string, string] {
  for (let digits = 3; digits <= 12; ++digits) {
    const [a, b] = [numberText(first, digits), numberText(second, digits)];
    if (a !== b) return [a, b];
  }
  return [String(first), String(second)];
}

/** What a check says of a reader’s answer. */
export interface Verdict {
  isRight: boolean;
  /** A sentence or a few: that it is right, or what is wrong, by value. */
  sentence: string;
}

/** Returns a verdict on an answer that is not right yet. */
export function notYet(sentence: string): Verdict {
  return {isRight: false, sentence};
}
