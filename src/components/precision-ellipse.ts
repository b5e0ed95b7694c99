/** An ellipse around a point, in units of the plane. */
export interface Ellipse {
  /** Half its longer axis, and half its shorter one. */
  radii: [number, number];
  /** The direction of the longer axis, counterclockwise from the first axis, in degrees. */
  angle: number;
}

/**
 * Returns the ellipse vᵀ P v = deviations² of a Gaussian of precision P: the places v that lie so
 * many standard deviations from its mean.
 *
 * @param precision P, symmetric and positive, row-major [2, 2]
 * @param deviations defaults to 1
 */
export function precisionEllipse(precision: ArrayLike<number>, deviations = 1): Ellipse {
  const [a, b, , c] = Array.from(precision);
  const middle = (a + c) / 2;
  const spread = Math.hypot((a - c) / 2, b);
  // Half the angle of (a − c, 2b) is the direction of the greatest precision, the shorter axis.
  const shorter = Math.atan2(2 * b, a - c) / 2;
  return {
    radii: [deviations / Math.sqrt(middle - spread), deviations / Math.sqrt(middle + spread)],
    angle: (shorter * 180) / Math.PI + 90
  };
}
