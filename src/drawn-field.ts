import type {DrawnPosteriorField} from "./components/gap-figure.js";
import {latticePoints} from "./math/lattice.js";
import type {Posterior} from "./math/posterior.js";
import {boxAbove, massLevels} from "./math/posterior.js";

/** Posteriors cut off at so many nats below the peak fill the view. */
const EXTENT_CUT = 7;

/** Returns a posterior as the figure of the gap draws it. */
export function drawnField(posterior: Posterior): DrawnPosteriorField {
  const {lattice, logJoint: field} = posterior;
  return {
    field: {...lattice, values: field},
    levels: massLevels(posterior, [0.5, 0.95]),
    extent: boxAbove(field, lattice, EXTENT_CUT)
  };
}

/** Returns the greatest log p(x|z) on the lattice, in nats. */
export function highestLikelihood({lattice, logJoint: field}: Posterior): number {
  const z = latticePoints(lattice);
  return field.reduce(
    (most, value, i) =>
      Math.max(most, value + (z[2 * i] ** 2 + z[2 * i + 1] ** 2) / 2 + Math.log(2 * Math.PI)),
    -Infinity
  );
}
