import {it} from "node:test";
import {checkSample} from "../../../src/figures/exercises/sample.js";
import {assertRight, assertWrong} from "./verdicts.js";

const each =
  (rule: (m: number, l: number, e: number) => number) =>
  (mu: number[], logVar: number[], epsilon: number[]): number[] =>
    mu.map((m, j) => rule(m, logVar[j]!, epsilon[j]!));

it("checkSample(sample) takes z = μ + σ ⊙ ε in several forms", () => {
  assertRight(checkSample(each((m, l, e) => m + Math.exp(l / 2) * e)));
  assertRight(checkSample(each((m, l, e) => e * Math.sqrt(Math.exp(l)) + m)));
  assertRight(
    checkSample((mu: number[], logVar: number[], epsilon: number[]) =>
      Float32Array.from(epsilon, (e, j) => mu[j]! + Math.exp(0.5 * logVar[j]!) * e)
    )
  );
});

it("checkSample(sample) knows the common mistakes by what they give", () => {
  const wrong: [(m: number, l: number, e: number) => number, RegExp][] = [
    [(m) => m, /^It still gives μ/],
    [(m, l, e) => m + Math.exp(l) * e, /by σ² instead of σ/],
    [(m, l, e) => m + l * e, /takes logVar for σ/],
    [(m, l, e) => m + (l / 2) * e, /an exponential is missing/],
    [(m, l, e) => m + e / Math.exp(l / 2), /divides by σ/],
    [(_, l, e) => Math.exp(l / 2) * e, /^μ is missing/],
    [(m, _, e) => m + e, /^σ is missing/],
    [(m, l) => m + Math.exp(l / 2), /^ε is missing/],
    [(m, l, e) => (m + e) * Math.exp(l / 2), /multiplies μ by σ/],
    [(m, l, e) => m - Math.exp(l / 2) * e, /subtracts the noise/]
  ];
  for (const [rule, says] of wrong) assertWrong(checkSample(each(rule)), says);
  assertWrong(
    checkSample((mu: number[], logVar: number[], [e]: number[]) =>
      mu.map((m, j) => m + Math.exp(logVar[j]! / 2) * e!)
    ),
    /the noise of the first one/
  );
});

it("checkSample(sample) tells any other mistake by value and by place", () => {
  // −1 + exp(0.25) · −2 = −3.568; ε = 1 makes the first one right whatever its power.
  assertWrong(
    checkSample(each((m, l, e) => m + Math.exp(l / 2) * e ** 3)),
    /^For mu = \(0\.3, −1\), logVar = \(0, 0\.5\), epsilon = \(1, −2\), in place 2: expected −3\.57, yours gives −11\.3\.$/
  );
});

it("checkSample(sample) says what is wrong with what is no list of the right length", () => {
  const wrong: [unknown, RegExp][] = [
    [null, /^sample is null and no function\.$/],
    [() => 1, /gives a number, expected a list of 2\.$/],
    [() => [1, 2, 3], /gives a list of 3, expected a list of 2\.$/],
    [(mu: number[]) => mu.map(() => NaN), /gives NaN in place 1 of its list/],
    [(mu: number[]) => mu.map(String), /gives a string in place 1 of its list/],
    [
      () => {
        throw new Error("not written");
      },
      /sample throws “not written”\.$/
    ]
  ];
  for (const [answer, says] of wrong) assertWrong(checkSample(answer), says);
});

it("checkSample(sample) notices noise of the reader’s own", () => {
  assertWrong(
    checkSample(each((m, l) => m + Math.exp(l / 2) * Math.random())),
    /other numbers when it is called again/
  );
});
