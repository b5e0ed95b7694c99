import {it} from "node:test";
import type {PointLikelihood} from "../../../src/figures/exercises/bound.js";
import {checkBound} from "../../../src/figures/exercises/bound.js";
import type {DiagonalGaussian} from "../../../src/math/diagonal-gaussian.js";
import {assertRight, assertWrong} from "./verdicts.js";

const kl = (mu: readonly number[], logVar: readonly number[]) =>
  mu.reduce((sum, m, j) => sum + (m * m + Math.exp(logVar[j]!) - 1 - logVar[j]!) / 2, 0);
const sample = (mu: readonly number[], logVar: readonly number[], epsilon: readonly number[]) =>
  mu.map((m, j) => m + Math.exp(logVar[j]! / 2) * epsilon[j]!);

/** Returns a bound from what it makes of the terms log p(x|z), the KL, and the noise. */
const made =
  (of: (terms: number[], K: number) => number, draw = sample) =>
  (x: number[], q: DiagonalGaussian, noise: number[][], logLikelihood: PointLikelihood) =>
    of(
      noise.map((epsilon) => logLikelihood(x, draw(q.mu, q.logVar, epsilon))),
      kl(q.mu, q.logVar)
    );

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]) => sum(values) / values.length;
const parts = {kl, sample};

it("checkBound(bound) takes equation (7), as one mean or term by term", () => {
  assertRight(
    checkBound(
      made((terms, K) => mean(terms) - K),
      parts
    )
  );
  assertRight(
    checkBound(
      made((terms, K) => mean(terms.map((term) => term - K))),
      parts
    )
  );
  assertRight(
    checkBound(
      made((terms, K) => -(K - mean(terms))),
      {kl: undefined, sample: 0}
    )
  );
});

it("checkBound(bound) knows the common mistakes by what they give", () => {
  const wrong: [(terms: number[], K: number) => number, RegExp][] = [
    [() => 0, /^It still gives 0/],
    [(terms) => mean(terms), /^This is the reconstruction term alone/],
    [(terms, K) => mean(terms) + K, /^This adds the divergence/],
    [(_, K) => -K, /^The reconstruction term is missing/],
    [(terms, K) => K - mean(terms), /^The sign is the other way round: this is the loss/],
    [(terms, K) => sum(terms) - K, /mean over the draws; this is their sum/],
    [(terms) => sum(terms), /^This is the sum of log p\(x\|z\) over the draws/],
    [(terms, K) => mean(terms) - terms.length * K, /subtracted once for each draw/],
    [(terms, K) => sum(terms.map((term) => term - K)), /^This is the sum over the draws/],
    [(terms, K) => (sum(terms) - K) / terms.length, /divided by the number of draws/],
    [(terms, K) => mean(terms) - 2 * K, /is its ½ missing/],
    [(terms, K) => terms[0]! - K, /^Only the first draw is used/],
    [
      (terms, K) => Math.log(mean(terms.map(Math.exp))) - K,
      /no lower bound: it can exceed log p\(x\)/
    ]
  ];
  for (const [of, says] of wrong) assertWrong(checkBound(made(of), parts), says);
  const right = (terms: number[], K: number) => mean(terms) - K;
  assertWrong(
    checkBound(
      made(right, (mu) => [...mu]),
      parts
    ),
    /^This decodes μ/
  );
  assertWrong(
    checkBound(
      made(right, (_mu, _l, e) => [...e]),
      parts
    ),
    /^This decodes the noise/
  );
  assertWrong(
    checkBound(
      made(right, (mu, l, e) => mu.map((m, j) => m + Math.exp(l[j]!) * e[j]!)),
      parts
    ),
    /^The draws have σ² where σ belongs/
  );
});

it("checkBound(bound) knows equation (6) and the importance-weighted bound from equation (7)", () => {
  const ratios: typeof made = (of) => (x, q, noise, logLikelihood) =>
    of(
      noise.map((epsilon) => {
        const z = sample(q.mu, q.logVar, epsilon);
        // log p(z) − log q(z|x): the factors of 2π cancel.
        const terms = z.map((zj, j) => (epsilon[j]! ** 2 + q.logVar[j]! - zj ** 2) / 2);
        return logLikelihood(x, z) + sum(terms);
      }),
      0
    );
  assertWrong(checkBound(ratios(mean), parts), /^This is equation \(6\)/);
  const logMean = (terms: number[]) => Math.log(mean(terms.map(Math.exp)));
  assertWrong(checkBound(ratios(logMean), parts), /^This is the importance-weighted bound/);
});

it("checkBound(bound) tells any other mistake by value, with both terms", () => {
  assertWrong(
    checkBound(
      made((terms, K) => mean(terms) - K - 1),
      parts
    ),
    /^For one draw, 4 pixels and mu = .* \(reconstruction −[\d.]+, KL [\d.]+\): expected −[\d.]+, yours gives −[\d.]+\.$/
  );
});

it("checkBound(bound) says which of the functions it may use is not right yet", () => {
  const wrong = made((terms) => mean(terms));
  assertWrong(
    checkBound(wrong, {kl: () => 0, sample}),
    /If it uses your kl, which is not right yet/
  );
  assertWrong(
    checkBound(wrong, {kl: undefined, sample: () => []}),
    /If it uses your kl and sample, which are not right yet/
  );
});

it("checkBound(bound) tells what throws, such as a z of the wrong length", () => {
  assertWrong(
    checkBound(
      made(
        (terms) => mean(terms),
        () => [0, 0, 0, 0]
      ),
      parts
    ),
    /bound throws “invalid z: length 4, expected 2”/
  );
});
