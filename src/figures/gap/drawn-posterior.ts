import type {PlaneField} from "../../components/density.js";
import {PLANE_REACH, PLANE_SIZE} from "../../math/image-posterior.js";
import {latticeOver, latticePoints} from "../../math/lattice.js";
import type {Posterior} from "../../math/posterior.js";
import {boxAbove, logJoint, massLevels} from "../../math/posterior.js";
import type {View} from "./plane.js";

/** The posterior of an image, as it is drawn. */
export interface DrawnPosteriorField {
  /** log p(x, z) on a lattice, in nats. */
  field: PlaneField;
  /** The levels of log p(x, z) above which 50 % and 95 % of the posterior lie. */
  levels: readonly number[];
  /** Where nearly all of it lies. */
  extent: View;
}

const plane = latticeOver([-PLANE_REACH, PLANE_REACH, -PLANE_REACH, PLANE_REACH], PLANE_SIZE);
const planePoints = latticePoints(plane);

/** Returns log p(x, z) over the whole plane, in nats, from log p(x|z) at the points of its lattice. */
export function landscapeField(logLikelihood: Float64Array): PlaneField {
  return {...plane, values: logJoint(logLikelihood, planePoints)};
}

/** How far below its peak the posterior is cut off that fills the view, in nats. */
const EXTENT_CUT = 7;

/** Returns a posterior as the figure of the gap draws it. */
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
