/** Something that is timed beside others. */
export interface Contestant {
  name: string;
  /** Returns a promise to how long the repetitions of the work take together, in milliseconds. */
  time(repetitions: number): Promise<number>;
}

/** How long contestants run. */
export interface Effort {
  /** Before anything counts, in milliseconds for each contestant: engines compile while they run. */
  warmUp: number;
  /** About how long a measurement takes, in milliseconds: repetitions of the work fill it. */
  sample: number;
  /** The measurements of each contestant … */
  rounds: number;
  /** … which end early, though not before MIN_ROUNDS, once they have taken this, in milliseconds. */
  budget: number;
}

/** Enough for a serious measurement. */
export const FULL: Effort = {warmUp: 400, sample: 20, rounds: 31, budget: 1500};

/** Enough to see that everything runs. */
export const SHORT: Effort = {warmUp: 0, sample: 1, rounds: 1, budget: 100};

const MIN_ROUNDS = 3;

/**
 * Returns a promise to the milliseconds that each contestant takes for one repetition, by its
 * name. They take turns, and each round begins with another one: so what else the machine does
 * falls on all of them alike.
 */
export async function interleave(
  contestants: readonly Contestant[],
  {warmUp, sample, rounds, budget}: Effort
): Promise<Map<string, number[]>> {
  const entrants = [];
  for (const contestant of contestants) {
    const once = await settledTime(contestant, warmUp);
    const repetitions = Math.max(1, Math.round(sample / once));
    entrants.push({contestant, repetitions, spent: 0, times: [] as number[]});
  }
  for (let round = 0; round < rounds; ++round) {
    const first = round % entrants.length;
    for (const entrant of [...entrants.slice(first), ...entrants.slice(0, first)]) {
      if (round >= MIN_ROUNDS && entrant.spent >= budget) continue;
      const elapsed = await entrant.contestant.time(entrant.repetitions);
      entrant.spent += elapsed;
      entrant.times.push(elapsed / entrant.repetitions);
    }
  }
  return new Map(entrants.map(({contestant, times}) => [contestant.name, times]));
}

/** Returns what one repetition takes at the end of the warm-up, in milliseconds. */
async function settledTime(contestant: Contestant, warmUp: number): Promise<number> {
  let spent = 0;
  let repetitions = 1;
  for (;;) {
    const elapsed = await contestant.time(repetitions);
    spent += elapsed;
    if (spent >= warmUp) return Math.max(elapsed, 1e-3) / repetitions;
    // A browser's clock has steps of a tenth of a millisecond: time more than that.
    if (elapsed < 5) repetitions *= 2;
  }
}

/** Returns a contestant whose work is a function of this thread. */
export function localContestant(name: string, work: () => unknown): Contestant {
  return {
    name,
    async time(repetitions) {
      const start = performance.now();
      for (let i = 0; i < repetitions; ++i) await work();
      return performance.now() - start;
    }
  };
}
