/** Points that cover the whole plane, dense near the origin and ever wider apart far from it. */
export interface OpenLattice {
  /** The places along either axis, rising. */
  line: readonly number[];
  /** What each place stands for: its share of the axis, in units of z. */
  steps: readonly number[];
}

/** Places along an axis, and how far the outermost are from the origin: sinh 8, about 1,490. */
const SIZE = 256;
const REACH = 8;

/**
 * Returns the lattice z = sinh t at evenly spaced t, whose steps are cosh t dt: so fine in the
 * middle, 0.06, that no density of a width of 0.1 is missed, and so wide that heavy tails count.
 */
export function openLattice(): OpenLattice {
  const dt = (2 * REACH) / SIZE;
  const t = Array.from({length: SIZE}, (_, i) => -REACH + (i + 0.5) * dt);
  return {line: t.map(Math.sinh), steps: t.map((value) => Math.cosh(value) * dt)};
}

/**
 * Returns the share of each point of the plane in ∫ exp(f), row-major with the second latent in the
 * rows; their sum is the integral.
 *
 * @param f log density at [z₁, z₂]
 */
export function openMasses(
  f: (z: [number, number]) => number,
  {line, steps}: OpenLattice
): Float64Array {
  const masses = new Float64Array(line.length ** 2);
  for (let row = 0, i = 0; row < line.length; ++row) {
    for (let column = 0; column < line.length; ++column, ++i) {
      masses[i] = Math.exp(f([line[column]!, line[row]!])) * steps[row]! * steps[column]!;
    }
  }
  return masses;
}
