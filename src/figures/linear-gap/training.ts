import type {DataMoments} from "../../math/linear-bound.js";
import {dataMoments, raiseLinearBound} from "../../math/linear-bound.js";
import type {LinearGaussian} from "../../math/linear-gaussian.js";
import {randomSource, standardNormals} from "../../math/random.js";
import type {SymmetricEigen} from "../../math/symmetric-eigen.js";
import {symmetricEigen} from "../../math/symmetric-eigen.js";

/** A linear model in training, and the observations that it is trained on. */
export interface LinearTraining {
  /** Observations, row-major [500, 5]. */
  x: Float64Array<ArrayBuffer>;
  data: DataMoments;
  /** The eigenpairs of their covariance. */
  eigen: SymmetricEigen;
  /** The steps that are kept, and the model after each; the first one is 0, the start. */
  steps: number[];
  models: LinearGaussian[];
}

export const size = 5;
const count = 500;
const latents = 2;
/** The lengths of the columns of the W that the observations come from. */
const lengths = [Math.sqrt(7), 1];
const noise = 0.5; // a standard deviation: s² = ¼
const lastStep = 1000;
const perDecade = 12;

/** Returns observations of one seed and a model trained on them, from a start of the same seed. */
export function linearTraining(seed: number): LinearTraining {
  const draw = (stream: number, n: number) => standardNormals(randomSource(seed, stream), n);
  const truth = orthogonalRows(draw(0, latents * size));
  const [z, epsilon] = [draw(1, count * latents), draw(2, count * size)];
  const x = Float64Array.from(epsilon, (e, at) => {
    const [row, k] = [Math.floor(at / size), at % size];
    let sum = noise * e;
    for (let j = 0; j < latents; ++j) sum += z[row * latents + j] * truth[j * size + k];
    return sum;
  });
  const data = dataMoments(x, size);
  const weights = Float64Array.from(draw(3, latents * size), (value) => value / 3);
  const steps = keptSteps();
  const models: LinearGaussian[] = [];
  let step = 0;
  for (const model of raiseLinearBound({weights, bias: data.mean, variance: 1}, data)) {
    if (step === steps[models.length]) models.push(model);
    if (step++ === lastStep) break;
  }
  return {x, data, eigen: symmetricEigen(data.covariance, size), steps, models};
}

/** Returns the rows made orthogonal, with the lengths of the model’s columns. */
function orthogonalRows(rows: ArrayLike<number>): Float64Array {
  const [first, second] = [0, size].map((from) => Array.from(rows).slice(from, from + size));
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const share = dot(first, second) / dot(first, first);
  const rest = second.map((value, k) => value - share * first[k]);
  return Float64Array.from(
    [first, rest].flatMap((row, j) => row.map((value) => (value * lengths[j]) / Math.hypot(...row)))
  );
}

/** Returns 0, 1, 2 … and from there on steps that are evenly spaced on a logarithmic axis. */
function keptSteps(): number[] {
  const places = perDecade * Math.log10(lastStep);
  const spaced = Array.from({length: places + 1}, (_, i) => Math.round(10 ** (i / perDecade)));
  return [0, ...new Set(spaced)];
}
