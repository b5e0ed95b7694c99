/**
 * What Framework finds out about the JavaScript of a cell, version 1.13.4. It ships no types; these
 * follow its sources in `dist/javascript`. Their errors end in a place, `(line:column)`, of which
 * the column counts from 0.
 */
declare module "@observablehq/framework/dist/javascript/references.js" {
  import type {Identifier, Node} from "acorn";

  /** Returns where names stand that neither the code itself nor JavaScript defines. */
  export function findReferences(node: Node): Identifier[];
}

declare module "@observablehq/framework/dist/javascript/declarations.js" {
  import type {Identifier, Program} from "acorn";

  /** Returns what the statements of a program declare; throws a SyntaxError for a global. */
  export function findDeclarations(program: Program, input: string): Identifier[];
}

declare module "@observablehq/framework/dist/javascript/assignments.js" {
  import type {Identifier, Node} from "acorn";

  /** Throws a SyntaxError if a name is assigned to that the code itself does not declare. */
  export function checkAssignments(node: Node, references: Identifier[], input: string): void;
}

declare module "@observablehq/framework/dist/javascript/awaits.js" {
  import type {Node} from "acorn";

  /** Returns what waits outside of any function. */
  export function findAwaits(node: Node): Node[];
}
