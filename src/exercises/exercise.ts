import {calledAnswer, type Shape} from "./called-answer.js";
import {differingTexts} from "./number-text.js";
import {notYet, type Verdict} from "./verdict.js";

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

/** Answers may differ by so much, as a share of the number or of 1: room for 32-bit floats. */
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
