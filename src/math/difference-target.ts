import type {ChainTarget} from "./hmc.js";
import type {LogLikelihood} from "./posterior.js";

/** Half the distance of the two points of a difference: far less than the posteriors’ widths. */
const STEP = 1e-3;

/** The points that one evaluation takes: the place itself, and two along each axis. */
const POINTS = 5;

/**
 * Returns the posterior of one image, p(z|x), as a target of chains that all sample it; z has two
 * dimensions. The value is log p(x, z). The gradient of log p(x|z) is taken by differences, since a
 * fast network computes five values sooner than a plain one a derivative. The chains stay exact all
 * the same: leapfrog steps are reversible and keep volumes with any force that depends on the place
 * alone, and a proposal is accepted by the value.
 */
export function differenceTarget(logLikelihood: LogLikelihood): ChainTarget {
  return (z, gradient) => {
    const chains = z.length / 2;
    const points = new Float32Array(2 * POINTS * chains);
    for (let i = 0; i < chains; ++i) {
      for (let point = 0; point < POINTS; ++point) {
        const at = 2 * (POINTS * i + point);
        points[at] = z[2 * i];
        points[at + 1] = z[2 * i + 1];
        if (point > 0) points[at + (point > 2 ? 1 : 0)] += point % 2 === 1 ? STEP : -STEP;
      }
    }
    const values = logLikelihood(points);
    return Float64Array.from({length: chains}, (_, i) => {
      const first = POINTS * i;
      for (let axis = 0; axis < 2; ++axis) {
        const [after, before] = [first + 1 + 2 * axis, first + 2 + 2 * axis];
        // Single precision has moved the points a little: their distance is what it has become.
        const distance = points[2 * after + axis] - points[2 * before + axis];
        const slope = (values[after] - values[before]) / distance;
        gradient[2 * i + axis] = slope - points[2 * first + axis];
      }
      const [z0, z1] = [points[2 * first], points[2 * first + 1]];
      return values[first] - (z0 * z0 + z1 * z1) / 2 - Math.log(2 * Math.PI);
    });
  };
}
