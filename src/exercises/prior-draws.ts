import {randomSource} from "../math/random.js";
import {openLattice, openMasses} from "./open-lattice.js";
import type {LogPrior} from "./prior.js";

/**
 * Returns draws from a prior over the plane, row-major [count, 2]: points of a lattice, each as
 * likely as the mass that it stands for, seeded.
 *
 * @throws RangeError if the density has no finite, positive integral
 */
export function priorDraws(logPrior: LogPrior, count: number, seed = 0): Float32Array<ArrayBuffer> {
  const lattice = openLattice();
  const masses = openMasses(logPrior, lattice);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  if (!(total > 0 && Number.isFinite(total))) {
    throw new RangeError(`invalid prior: integral ${total}, expected a finite positive one`);
  }
  const side = lattice.line.length;
  const z = new Float32Array(2 * count);
  for (let i = 0; i < count; ++i) {
    let rest = randomSource(seed, i)() * total;
    let at = 0;
    while (at < masses.length - 1 && (rest -= masses[at]!) > 0) ++at;
    z.set([lattice.line[at % side]!, lattice.line[Math.floor(at / side)]!], 2 * i);
  }
  return z;
}
