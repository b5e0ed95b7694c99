import {diagonalKlToPrior} from "./diagonal-gaussian.js";
import {latticeOver, latticePoints, logIntegral} from "./lattice.js";
import {normalQuantile} from "./normal.js";
import type {RandomSource} from "./random.js";
import {permutation, standardNormals} from "./random.js";

/**
 * The model of appendix F in the small: x = w z + b + noise of standard deviation ½, with z ~ N(0, 1)
 * for each x, and θ = (w, b) with the prior N(0, I).
 */
const NOISE = 0.5;

/** The number of data, N. */
export const COUNT = 20;

/** The data: quantiles of N(1, 1.5²), so that they have no seed. */
const data: readonly number[] = Array.from(
  {length: COUNT},
  (_, i) => 1 + 1.5 * normalQuantile((i + 0.5) / COUNT)
);

/** q(w) q(b) Π q(z|x), all Gaussian: what φ is in appendix F. */
export interface FullPosterior {
  /** The means of w and b. */
  mu: readonly [w: number, b: number];
  /** log σ² of w and b. */
  logVar: readonly [w: number, b: number];
  /** q(z|x) = N(slope · x + offset, exp(zLogVar)). */
  slope: number;
  offset: number;
  zLogVar: number;
}

/** The terms of the bound on log p(X), in nats: likelihood − zKl − thetaKl = bound. */
export interface FullBound {
  /** E log p(X|Z, θ). */
  likelihood: number;
  /** KL(q(z|x) ‖ p(z)), summed over the data. */
  zKl: number;
  /** KL(q(θ) ‖ p(θ)), once. */
  thetaKl: number;
  bound: number;
}

/**
 * Returns the bound on log p(X) in closed form, by
 *
 *   E(x − b − wz)² = (x − m_b − m_w m_z)² + v_b + (m_w² + v_w)(m_z² + v_z) − m_w² m_z².
 */
export function fullBound(q: FullPosterior): FullBound {
  const {mu, logVar, slope, offset, zLogVar} = q;
  const [vw, vb] = logVar.map(Math.exp);
  const vz = Math.exp(zLogVar);
  let [likelihood, zKl] = [0, 0];
  for (const x of data) {
    const mz = slope * x + offset;
    const square =
      (x - mu[1] - mu[0] * mz) ** 2 +
      vb +
      (mu[0] ** 2 + vw) * (mz ** 2 + vz) -
      mu[0] ** 2 * mz ** 2;
    likelihood -= square / (2 * NOISE ** 2) + Math.log(NOISE) + Math.log(2 * Math.PI) / 2;
    zKl += diagonalKlToPrior({mu: [mz], logVar: [zLogVar]});
  }
  const thetaKl = diagonalKlToPrior({mu, logVar});
  return {likelihood, zKl, thetaKl, bound: likelihood - zKl - thetaKl};
}

/**
 * Returns the q at which the bound is greatest, by coordinate ascent: each factor in turn is the best
 * one given the others, which for this model has a closed form.
 *
 * @param sign of w at the start, which the optimum keeps: the bound is the same for both
 */
export function bestFullPosterior(sign: 1 | -1): FullPosterior {
  let q: FullPosterior = {mu: [sign, 0], logVar: [-2, -2], slope: 0, offset: 0, zLogVar: 0};
  const precision = 1 / NOISE ** 2;
  for (let sweep = 0; sweep < 2000; ++sweep) {
    const [mw, mb] = q.mu;
    const zVar = 1 / (1 + (mw ** 2 + Math.exp(q.logVar[0])) * precision);
    const slope = zVar * mw * precision;
    const offset = -slope * mb;
    const z = data.map((x) => slope * x + offset);
    const squares = z.reduce((sum, m) => sum + m * m + zVar, 0);
    const wVar = 1 / (1 + squares * precision);
    const w = wVar * precision * data.reduce((sum, x, i) => sum + z[i] * (x - mb), 0);
    const bVar = 1 / (1 + COUNT * precision);
    const b = bVar * precision * data.reduce((sum, x, i) => sum + x - w * z[i], 0);
    q = {
      mu: [w, b],
      logVar: [Math.log(wVar), Math.log(bVar)],
      slope,
      offset,
      zLogVar: Math.log(zVar)
    };
  }
  return q;
}

/** How the estimator is taken. */
export interface FullEstimatorOptions {
  source: RandomSource;
  /** The data of a minibatch, M. */
  batch: number;
  /**
   * What the divergence of θ is multiplied by: 1, as in appendix F, or by mistake N/M, as the terms of
   * the data are.
   */
  thetaScale: number;
}

/** An estimate of the bound, in nats, and its derivative with respect to each number of q. */
export interface FullEstimate {
  bound: number;
  gradient: FullPosterior;
}

/**
 * Returns an estimate of the bound from one minibatch and one draw of θ and of each z (appendix F,
 * with L = 1): w = m_w + σ_w ε, and so on; the divergences in closed form.
 */
export function fullEstimate(
  {mu, logVar, slope, offset, zLogVar}: FullPosterior,
  {source, batch, thetaScale}: FullEstimatorOptions
): FullEstimate {
  const scale = COUNT / batch;
  const chosen = permutation(source, COUNT).subarray(0, batch);
  const [ew, eb, ...ez] = standardNormals(source, 2 + batch);
  const [sw, sb, sz] = [...logVar, zLogVar].map((value) => Math.exp(value / 2));
  const [w, b] = [mu[0] + sw * ew, mu[1] + sb * eb];
  let bound = -thetaScale * diagonalKlToPrior({mu, logVar});
  let [byW, byB, bySlope, byOffset, byZ] = [0, 0, 0, 0, 0];
  for (const [k, i] of chosen.entries()) {
    const x = data[i];
    const mz = slope * x + offset;
    const z = mz + sz * ez[k];
    const error = x - w * z - b;
    const square = error ** 2 / (2 * NOISE ** 2) + Math.log(NOISE) + Math.log(2 * Math.PI) / 2;
    bound -= scale * (square + diagonalKlToPrior({mu: [mz], logVar: [zLogVar]}));
    const slopeOf = (scale * error) / NOISE ** 2;
    byW += slopeOf * z;
    byB += slopeOf;
    const byMean = slopeOf * w - scale * mz;
    bySlope += byMean * x;
    byOffset += byMean;
    byZ += (slopeOf * w * sz * ez[k]) / 2 + (scale * (1 - sz ** 2)) / 2;
  }
  const byLogVar = (by: number, s: number, e: number) =>
    (by * s * e) / 2 + (thetaScale * (1 - s ** 2)) / 2;
  return {
    bound,
    gradient: {
      mu: [byW - thetaScale * mu[0], byB - thetaScale * mu[1]],
      logVar: [byLogVar(byW, sw, ew), byLogVar(byB, sb, eb)],
      slope: bySlope,
      offset: byOffset,
      zLogVar: byZ
    }
  };
}

/** Returns log p(X, θ), in nats: given θ each x is N(b, w² + s²). */
function logThetaJoint(w: number, b: number): number {
  const variance = w ** 2 + NOISE ** 2;
  return data.reduce(
    (sum, x) => sum - ((x - b) ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2,
    -(w ** 2 + b ** 2) / 2 - Math.log(2 * Math.PI)
  );
}

/** The posterior of θ = (w, b), by quadrature. */
export interface ThetaPosterior {
  /** log p(X, θ) at the points of a lattice, in nats: w across, b up. */
  field: {
    values: Float64Array;
    columns: number;
    rows: number;
    box: readonly [number, number, number, number];
  };
  /** log p(X), in nats. */
  logEvidence: number;
  /** The mean and the standard deviation of |w|, and of b. */
  absW: {mean: number; deviation: number};
  b: {mean: number; deviation: number};
  /** Where the posterior density is greatest; −w is as good. */
  map: {w: number; b: number};
}

const lattice = latticeOver([-3.5, 3.5, -2, 3.5], 200, 160);

/** Returns the exact posterior of θ. */
export function thetaPosterior(): ThetaPosterior {
  const points = latticePoints(lattice);
  const values = Float64Array.from({length: points.length / 2}, (_, i) =>
    logThetaJoint(points[2 * i], points[2 * i + 1])
  );
  const logEvidence = logIntegral(values, lattice);
  const cell = lattice.steps[0] * lattice.steps[1];
  const moments = (of: (i: number) => number) => {
    const expect = (h: (i: number) => number) =>
      values.reduce((sum, value, i) => sum + Math.exp(value - logEvidence) * cell * h(i), 0);
    const mean = expect(of);
    return {mean, deviation: Math.sqrt(expect((i) => (of(i) - mean) ** 2))};
  };
  return {
    field: {...lattice, values},
    logEvidence,
    absW: moments((i) => Math.abs(points[2 * i])),
    b: moments((i) => points[2 * i + 1]),
    map: peak()
  };
}

/** Returns where log p(X, θ) is greatest for w > 0, by steps to the best neighbor that halve. */
function peak(): {w: number; b: number} {
  let [w, b, step] = [1, 1, 0.25];
  while (step > 1e-5) {
    const around = [
      [w, b],
      [w + step, b],
      [w - step, b],
      [w, b + step],
      [w, b - step]
    ];
    const best = around.reduce((a, c) =>
      logThetaJoint(c[0], c[1]) > logThetaJoint(a[0], a[1]) ? c : a
    );
    if (best === around[0]) step /= 2;
    [w, b] = best;
  }
  return {w, b};
}
