import {it} from "node:test";
import {toyLanding} from "../../src/figures/landing/image.js";
import type {BoundEstimator} from "../../src/math/bound-estimates.js";
import {boundGradients, qBetween} from "../../src/math/bound-estimates.js";
import {diagonalKlToPrior} from "../../src/math/diagonal-gaussian.js";
import type {LocationScale} from "../../src/math/gradients.js";
import {drawsOf} from "../../src/math/gradients.js";
import {normalGrid, weightedMoments} from "../../src/math/moments.js";
import {assertInDelta} from "../assert-in-delta.js";

const [first, best]: LocationScale[] = [
  {mu: [0, 2], sigma: [1, 0.25]},
  {mu: [1, -2], sigma: [0.25, 0.25]}
];
const numbersOf = ({mu, sigma}: LocationScale) => [...Array.from(mu), ...Array.from(sigma)];

it("qBetween(from, to, share) is both ends, and between them the means of μ and of log σ", () => {
  assertInDelta(numbersOf(qBetween(first, best, 0)), numbersOf(first));
  assertInDelta(numbersOf(qBetween(first, best, 1)), numbersOf(best));
  assertInDelta(numbersOf(qBetween(first, best, 0.5)), [0.5, 0, 0.5, 0.25]);
});

/** A log p(x|z) whose posterior is no Gaussian, and its gradient. */
const target = (z: Float64Array) => {
  const [f, slope] = [new Float64Array(z.length / 2), new Float64Array(z.length)];
  for (let l = 0; l < f.length; ++l) {
    const [a, b] = [z[2 * l], z[2 * l + 1]];
    f[l] = 3 * Math.sin(a) - (a * b - 1) ** 2;
    slope.set([3 * Math.cos(a) - 2 * b * (a * b - 1), -2 * a * (a * b - 1)], 2 * l);
  }
  return {f, slope};
};

it("on the way of q the path derivative has the numeric gradient of the bound as its mean", () => {
  const {epsilon, weights} = normalGrid(2, 41);
  const mean = (values: Float64Array) => weightedMoments(values, (i) => weights[i]).mean;
  const bound = ({mu, sigma}: LocationScale) => {
    const logVar = Array.from(sigma, (s) => 2 * Math.log(s));
    const {f} = drawsOf(target, {mu, sigma}, epsilon);
    return mean(f) - diagonalKlToPrior({mu: Array.from(mu), logVar});
  };
  const h = 1e-5;
  for (const share of [0, 0.3, 1]) {
    const q = qBetween(first, best, share);
    for (const latent of [0, 1]) {
      const moved = (of: "mu" | "logSigma", by: number): LocationScale => {
        const change = (j: number) => (j === latent ? by : 0);
        return of === "mu"
          ? {mu: Array.from(q.mu, (m, j) => m + change(j)), sigma: q.sigma}
          : {mu: q.mu, sigma: Array.from(q.sigma, (s, j) => s * Math.exp(change(j)))};
      };
      for (const of of ["mu", "logSigma"] as const) {
        const numeric = (bound(moved(of, h)) - bound(moved(of, -h))) / (2 * h);
        const means = (["A", "B", "path"] as BoundEstimator[]).map((each) =>
          mean(boundGradients(drawsOf(target, q, epsilon), each, {of, latent}))
        );
        assertInDelta(means, [numeric, numeric, numeric], 1e-5);
      }
    }
  }
});

it("toyLanding(seed) ends without noise by the path derivative, and with the noise of (6)", () => {
  const steps = toyLanding(1);
  const {A, B, path} = steps.at(-1)!.of.mu;
  // One draw of (6) with respect to μ has the variance 1/v, of (7) v (1/v − 1)²; v is 1/(1 + a).
  const [six, seven] = [151 + 601, 150 ** 2 / 151 + 600 ** 2 / 601];
  assertInDelta([A.variance / six, B.variance / seven, path.variance], [1, 1, 0], 0.1);
  assertInDelta([path.mean, path.error], [0, 0]);
  // At the prior it is that of (7): (1/v − 1)² for each latent.
  const prior = steps[0].of.mu;
  assertInDelta([prior.path.variance / (150 ** 2 + 600 ** 2)], [1], 0.1);
  assertInDelta([prior.path.variance / prior.B.variance], [1]);
});
