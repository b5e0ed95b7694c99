import type {Node, Statement} from "acorn";
import {simple} from "acorn-walk";

/** How long code may hold up the page, in milliseconds. */
const LONGEST_STRETCH = 1000;

/** The most turns of loops between two looks at the clock. */
const MOST_TURNS = 65_536;

/** Options for loopGuard. */
interface LoopGuardOptions {
  /** How long loops may go on without a pause, in milliseconds; defaults to 1,000. */
  limit?: number;
  /** Returns the time in milliseconds; defaults to that of the page. */
  now?: () => number;
  /** Calls back once the page has had a turn; defaults to a timer. */
  rested?: (callback: () => void) => void;
}

/**
 * Returns what every loop of a cell calls at each of its turns with its line. It throws an Error
 * that names the line once the page has been held up for too long. Loops that wait for something
 * now and then go on for ever, if they like: it is the time without a pause that counts, not the
 * turns, and waiting for what is there already is no pause.
 */
export function loopGuard({
  limit = LONGEST_STRETCH,
  now = () => performance.now(),
  rested = (callback) => void setTimeout(callback)
}: LoopGuardOptions = {}): (line: number) => void {
  let start: number | undefined;
  let last = 0;
  let stride = 1; // turns between two looks at the clock: those of about a millisecond
  let left = 0;

  function look(line: number): void {
    const time = now();
    if (start === undefined) {
      start = time;
      stride = 1;
      rested(() => {
        start = undefined;
        left = 0;
      });
    } else {
      stride = time - last < 1 ? Math.min(2 * stride, MOST_TURNS) : Math.ceil(stride / 2);
    }
    last = time;
    // Whoever catches this meets it again at the next turn.
    if (time - start > limit) throw new Error(endedLoop(line, limit));
    left = stride;
  }

  return (line) => {
    if (--left <= 0) look(line);
  };
}

function endedLoop(line: number, limit: number): string {
  return `line ${line}: a loop was ended that had held up the page for ${limit / 1000} s; if it is meant to take so long, let it wait in between, with await new Promise(requestAnimationFrame)`;
}

/** Text to put into a program at a place of it. */
interface Insertion {
  at: number;
  text: string;
}

/**
 * Returns a program in which every loop begins each of its turns with a call of a guard. Lines
 * stay as they are.
 *
 * @param code the text of the program
 * @param program what it was parsed to, with locations
 * @param guard the name of the function, which is called with the loop’s line, from 1
 */
export function guardLoops(code: string, program: Node, guard: string): string {
  const insertions: Insertion[] = [];
  const enter = (loop: Node & {body: Statement}): void => {
    const {type, start, end} = loop.body;
    const call = `${guard}(${loop.loc!.start.line});`;
    if (type === "BlockStatement") insertions.push({at: start + 1, text: call});
    else insertions.push({at: start, text: `{${call}`}, {at: end, text: "}"});
  };
  simple(program, {
    WhileStatement: enter,
    DoWhileStatement: enter,
    ForStatement: enter,
    ForInStatement: enter,
    ForOfStatement: enter
  });
  let guarded = "";
  let from = 0;
  for (const {at, text} of insertions.toSorted((a, b) => a.at - b.at)) {
    guarded += code.slice(from, at) + text;
    from = at;
  }
  return guarded + code.slice(from);
}
