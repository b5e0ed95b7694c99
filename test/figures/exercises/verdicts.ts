import assert from "node:assert/strict";
import type {Verdict} from "../../../src/figures/exercises/exercise.js";

/** Asserts that an answer is right. */
export function assertRight({isRight, sentence}: Verdict): void {
  assert.ok(isRight, sentence);
  assert.match(sentence, /^Right/);
}

/** Asserts that an answer is not right, and what is said of it. */
export function assertWrong({isRight, sentence}: Verdict, expected: RegExp): void {
  assert.ok(!isRight, sentence);
  assert.match(sentence, expected);
}
