import {PLANE_REACH, PLANE_SIZE} from "./image-posterior.js";
import type {Box, Lattice} from "./lattice.js";
import {latticeOver, latticePoints} from "./lattice.js";
import type {Posterior} from "./posterior.js";
import {boxAbove, logJoint, massLevels} from "./posterior.js";

/** Numbers at the points of a lattice, as figures draw them. */
interface LatticeField extends Pick<Lattice, "box" | "columns" | "rows"> {
  /** Row-major [rows × columns], the lowest row first. */
  values: ArrayLike<number>;
}

/** The posterior of an image, as it is drawn. */
export interface DrawnPosteriorField {
  /** log p(x, z) on a lattice, in nats. */
  field: LatticeField;
  /** The levels of log p(x, z) above which 50 % and 95 % of the posterior lie. */
  levels: readonly number[];
  /** Where nearly all of it lies. */
  extent: Box;
}

const plane = latticeOver([-PLANE_REACH, PLANE_REACH, -PLANE_REACH, PLANE_REACH], PLANE_SIZE);
const planePoints = latticePoints(plane);

/** Returns log p(x, z) over the whole plane, in nats, from log p(x|z) at the points of its lattice. */
export function landscapeField(logLikelihood: Float64Array): LatticeField {
  return {...plane, values: logJoint(logLikelihood, planePoints)};
}

/** How far below its peak the posterior is cut off that fills the view, in nats. */
const EXTENT_CUT = 7;

/** Returns a posterior as figures draw it. */
export function posteriorField(posterior: Posterior): DrawnPosteriorField {
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
