import type {Node, Statement} from "acorn";
import {simple} from "acorn-walk";

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
