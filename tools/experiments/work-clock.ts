/** Time at work, in seconds. */
export interface WorkTime {
  /** By the clock on the wall, without the pauses of the process. */
  wall: number;
  /** Of the processor. */
  processor: number;
}

/** Counts the time at work of this process. */
export interface WorkClock {
  /** Ends one interval and begins the next; returns the time of all of them. */
  tick(): WorkTime;
}

/** The least length of an interval in which a process was paused, in seconds. */
const PAUSE = 60;

/** The share of an interval that the processor works at least, on a busy machine as well. */
const LEAST_SHARE = 0.1;

/**
 * Returns a clock that begins at 0. A process that is stopped, or whose machine sleeps, has a clock
 * that goes on: an interval that is long and in which the processor hardly worked counts with its
 * processor time alone.
 *
 * @param now the wall's clock and the processor's, in seconds; defaults to those of this process
 */
export function workClock(now: () => WorkTime = processTime): WorkClock {
  const total = {wall: 0, processor: 0};
  let last = now();
  return {
    tick() {
      const next = now();
      const [wall, processor] = [next.wall - last.wall, next.processor - last.processor];
      const isPause = wall >= PAUSE && processor < LEAST_SHARE * wall;
      total.wall += isPause ? processor : wall;
      total.processor += processor;
      last = next;
      return {...total};
    }
  };
}

/** Returns the clocks of this process. */
function processTime(): WorkTime {
  return {wall: performance.now() / 1000, processor: processorSeconds()};
}

/** Returns the processor time of this process so far, in seconds. */
export function processorSeconds(): number {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
}
