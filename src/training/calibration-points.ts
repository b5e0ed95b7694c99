import type {Codes} from "../formats/codes.js";
import {randomSource, standardNormals} from "../math/random.js";

/** The number of draws from the prior that join the codes, and their random stream. */
const PRIOR_POINTS = 4096;
const CALIBRATION_STREAM = 6;

/** Returns where 8-bit weights should be right: at the codes, and all over the prior. */
export function calibrationPoints({
  mu,
  latentSize
}: Pick<Codes, "mu" | "latentSize">): Float32Array {
  const draws = standardNormals(randomSource(0, CALIBRATION_STREAM), PRIOR_POINTS * latentSize);
  const points = new Float32Array(mu.length + draws.length);
  points.set(mu);
  points.set(draws, mu.length);
  return points;
}
