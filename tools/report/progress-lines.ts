/** A step that takes longer than this says that it goes on, in milliseconds. */
const LONG = 15_000;

/** Tells a terminal, or a log of one, what is being done. */
export interface ProgressLines {
  /** Says that a step begins. */
  step: (name: string) => void;
  /** Says no more. */
  end: () => void;
}

/** Returns what writes a line for each step, and another every 15 seconds while one goes on. */
export function progressLines(write: (line: string) => void): ProgressLines {
  let timer: NodeJS.Timeout | undefined;
  return {
    step(name) {
      clearInterval(timer);
      write(`… ${name}`);
      let seconds = 0;
      timer = setInterval(() => write(`… ${name}: ${(seconds += LONG / 1000)} s`), LONG);
    },
    end: () => clearInterval(timer)
  };
}
