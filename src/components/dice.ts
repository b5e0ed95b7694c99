/** The seed of a figure; setting it draws anew. */
export interface Dice {
  value: number;
}

/**
 * Returns dice with seed 1.
 *
 * @param sow called with every new seed
 */
export function dice(sow: (seed: number) => void): Dice {
  let seed = 1;
  return {
    get value() {
      return seed;
    },
    set value(next) {
      seed = next;
      sow(seed);
    }
  };
}
