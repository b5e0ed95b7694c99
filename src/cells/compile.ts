import {findAwaits} from "@observablehq/framework/dist/javascript/awaits.js";
import {guardLoops} from "./guard-loops.js";
import {loopGuard} from "./loop-guard.js";
import {parseCell, type ParsedCell} from "./parse-cell.js";

/** A cell as Framework’s runtime takes it. */
export interface CellDefinition {
  /** The names of what it is given. */
  inputs: string[];
  /** The names of what it gives to other cells. */
  outputs: string[];
  /** Runs it on the inputs, and returns the outputs by their names, or a promise to them. */
  body: (...inputs: unknown[]) => unknown;
}

/** Options for compileCell. */
export interface CompileOptions {
  /** What the loops call, with their lines; defaults to what ends those that hold up the page. */
  guard?: (line: number) => void;
  /** What the stacks of its errors call it; defaults to “cell”. */
  name?: string;
}

/**
 * Returns what the TypeScript of a cell defines, as Framework does when it builds a page, but that
 * loops are guarded. An expression without a semicolon is displayed.
 *
 * @throws CellError with the line and the column, if it does not parse, imports, exports, or
 * assigns to what another cell or JavaScript defines
 */
export function compileCell(
  source: string,
  {guard = loopGuard(), name = "cell"}: CompileOptions = {}
): CellDefinition {
  const cell = parseCell(source);
  const {inputs, outputs, isExpression} = cell;
  const displays = isExpression && !inputs.includes("display") && !inputs.includes("view");
  const all = displays ? [...inputs, "display"] : inputs;
  const isAsync = displays || findAwaits(cell.body).length > 0;
  const guardName = unusedName("turn", source);
  const code = guardLoops(cell.code, cell.body, guardName);
  const statements = displays ? displayed(code, cell) : code;
  const script = `"use strict"; return ${isAsync ? "async " : ""}(${all.join(", ")}) => {
${statements}
return {${outputs.join(", ")}};
};
//# sourceURL=${name}`;
  const body = new Function(guardName, script)(guard) as CellDefinition["body"];
  return {inputs: all, outputs, body};
}

/** The lines before the first one of a cell in the function that it becomes: those of `Function`. */
const LINES_BEFORE = 3;

/**
 * Returns the line of a cell, from 1, in which an error was thrown; undefined if it was elsewhere.
 *
 * @param name what the cell was called when it was compiled
 */
export function errorLine(error: unknown, name: string): number | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const at = stack.indexOf(`${name}:`);
  const line = at === -1 ? NaN : Number.parseInt(stack.slice(at + name.length + 1), 10);
  return line > LINES_BEFORE ? line - LINES_BEFORE : undefined;
}

function displayed(code: string, {body, code: unguarded}: ParsedCell): string {
  // What follows the expression are comments, which must not swallow the parentheses.
  const end = code.length - (unguarded.length - body.end);
  return `display(await(${code.slice(0, end)}\n))`;
}

/** Returns a name that a text does not contain. */
function unusedName(name: string, text: string): string {
  return text.includes(name) ? unusedName(`${name}$`, text) : name;
}
