import assert from "node:assert/strict";
import {it} from "node:test";
import {numberText} from "../../../src/figures/exercises/exercise.js";
import {checkKl} from "../../../src/figures/exercises/kl.js";
import {assertRight, assertWrong} from "./verdicts.js";

/** Returns a sum over latents, as a reader would write it. */
const sumOf =
  (term: (m: number, l: number) => number) =>
  (mu: number[], logVar: number[]): number =>
    mu.reduce((sum, m, j) => sum + term(m, logVar[j]!), 0);

const right = sumOf((m, l) => (m * m + Math.exp(l) - 1 - l) / 2);

it("checkKl(kl) takes the closed form, however it is written", () => {
  assertRight(checkKl(right));
  assertRight(checkKl(sumOf((m, l) => -0.5 * (1 + l - m ** 2 - Math.exp(l / 2) ** 2))));
  assertRight(
    checkKl((mu: number[], logVar: number[]) => {
      let total = 0;
      for (let j = 0; j < mu.length; ++j)
        total += mu[j]! ** 2 + Math.exp(logVar[j]!) - 1 - logVar[j]!;
      return Math.fround(total / 2);
    })
  );
});

it("checkKl(kl) knows the common mistakes by what they give", () => {
  const wrong: [(m: number, l: number) => number, RegExp][] = [
    [() => 0, /^It still gives 0\./],
    [(m, l) => m * m + Math.exp(l) - 1 - l, /^The factor ½ is missing\. /],
    [(m, l) => (1 + l - m * m - Math.exp(l)) / 2, /^The sign is the other way round/],
    [(m, l) => 1 + l - m * m - Math.exp(l), /½ is missing, and the sign/],
    [(m, l) => (m * m + Math.exp(l / 2) - 1 - l) / 2, /has σ where σ² belongs/],
    [(m, l) => (m * m + Math.exp(2 * l) - 1 - 2 * l) / 2, /takes logVar for log σ/],
    [(m) => (m * m - 1) / 2, /takes logVar for σ² itself/],
    [(m, l) => (m + Math.exp(l) - 1 - l) / 2, /μ is to be squared/],
    [(_, l) => (Math.exp(l) - 1 - l) / 2, /term μ² is missing/],
    [(m, l) => (m * m + Math.exp(l) - l) / 2, /term −1 is missing/],
    [(m, l) => (m * m + Math.exp(l) - 1) / 2, /term −log σ² is missing/],
    [(m, l) => (m * m + Math.exp(l) - 1 + l) / 2, /to be subtracted, not added/],
    [(m, l) => ((1 + m * m) / Math.exp(l) - 1 + l) / 2, /in the other order/],
    [(m, l) => (m * m + Math.exp(l) - 1 - l) / 2 / Math.LN2, /in bits/]
  ];
  for (const [term, says] of wrong) assertWrong(checkKl(sumOf(term)), says);
  const mean = (mu: number[], logVar: number[]) => right(mu, logVar) / mu.length;
  assertWrong(checkKl(mean), /^This is the mean over the latents/);
  const first = ([m]: number[], [l]: number[]) => right([m!], [l!]);
  assertWrong(checkKl(first), /^This is only the first latent/);
});

it("checkKl(kl) tells any other mistake by value, for numbers that can be worked out by hand", () => {
  // ½ (0.09 + 1 − 1 − 0) + ½ (1 + 1.6487 − 1 − 0.5) = 0.6194
  assertWrong(
    checkKl((mu: number[], logVar: number[]) => right(mu, logVar) + 0.1),
    /^For mu = \(0\.3, −1\), logVar = \(0, 0\.5\): expected 0\.619, yours gives 0\.719\.$/
  );
  // Right for two latents and wrong for three.
  assertWrong(
    checkKl((mu: number[], logVar: number[]) => right(mu.slice(0, 2), logVar)),
    /^For mu = \(.*\), logVar = \(.*\): expected .*, yours gives .*\.$/
  );
});

it("checkKl(kl) says what is wrong with what is no number, and with what fails", () => {
  const wrong: [unknown, RegExp][] = [
    [undefined, /^kl is nothing/],
    [3, /^kl is a number and no function\.$/],
    [() => {}, /gives nothing \(is a return missing\?\), expected a number\.$/],
    [(mu: number[]) => mu, /gives a list of 2, expected one number: add them up\.$/],
    [() => NaN, /kl gives NaN\.$/],
    [() => Infinity, /kl gives Infinity\.$/],
    [() => "0.6", /gives a string, expected a number\.$/],
    [async () => 0.6, /gives a promise \(leave out async\), expected a number\.$/],
    [() => ({}), /gives an object, expected a number\.$/],
    [(mu: number[]) => mu[7]!.toFixed(), /kl throws “.*undefined.*”\.$/]
  ];
  for (const [answer, says] of wrong) assertWrong(checkKl(answer), says);
});

it("checkKl(kl) notices what is random, and is not harmed by what changes its arguments", () => {
  let calls = 0;
  assertWrong(
    checkKl((mu: number[], logVar: number[]) => right(mu, logVar) + 1e-3 * ++calls),
    /other numbers when it is called again/
  );
  assertRight(
    checkKl((mu: number[], logVar: number[]) => {
      const value = right(mu, logVar);
      mu.fill(9);
      logVar.length = 0;
      return value;
    })
  );
});

it("numberText(value) writes very large and very small numbers with a power of ten", () => {
  assert.deepEqual(
    [9.3e23, -1e21, 2.5e-9, -0.25].map((value) => numberText(value)),
    ["9.3·10²³", "−1·10²¹", "2.5·10⁻⁹", "−0.25"]
  );
});
