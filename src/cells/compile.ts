import {decode} from "@jridgewell/sourcemap-codec";
import {checkAssignments} from "@observablehq/framework/dist/javascript/assignments.js";
import {findAwaits} from "@observablehq/framework/dist/javascript/awaits.js";
import {findDeclarations} from "@observablehq/framework/dist/javascript/declarations.js";
import {findReferences} from "@observablehq/framework/dist/javascript/references.js";
import type {Expression, Identifier, Node, Options, Program} from "acorn";
import {Parser, tokTypes} from "acorn";
import {simple} from "acorn-walk";
import {transform} from "sucrase";
import {guardLoops, loopGuard} from "./loops.js";

/** What a cell says. */
interface ParsedCell {
  /** Its JavaScript. */
  code: string;
  /** An expression, or statements. */
  body: Expression | Program;
  /** Whether it is an expression, without a semicolon behind it. */
  isExpression: boolean;
  /** The names that it uses and does not declare, each once. */
  inputs: string[];
  /** The names that it declares for other cells. */
  outputs: string[];
  placeOf: CellDefinition["placeOf"];
}

// As Framework parses cells, so that what runs here can stand in a page.
const options: Options = {ecmaVersion: 13, sourceType: "module", locations: true};

/**
 * Returns what the TypeScript of a cell says.
 *
 * @throws CellError if it does not parse, imports or exports, or assigns to what is not its own
 */
function parseCell(source: string): ParsedCell {
  const cell = stripTypes(source);
  const {code} = cell;
  return inPlace(cell, () => {
    const expression = parseExpression(code);
    const body = expression ?? Parser.parse(code, options);
    refuseModules(body);
    const references = findReferences(body);
    checkAssignments(body, references, code);
    const declarations = body.type === "Program" ? findDeclarations(body, code) : [];
    return {
      code,
      body,
      isExpression: expression !== undefined,
      inputs: names(references),
      outputs: names(declarations),
      placeOf(input) {
        const first = references.find(({name}) => name === input);
        const {line, column} = first?.loc?.start ?? {line: 1, column: 0};
        return {line, column: cell.columnBefore(line, column) + 1};
      }
    };
  });
}

function parseExpression(code: string): Expression | undefined {
  try {
    const expression = Parser.parseExpressionAt(code, 0, options);
    // Of an expression in parentheses the end is before the last of them.
    const isAll = endsWith(code, expression);
    // With a name these are declarations.
    const isNamed =
      (expression.type === "ClassExpression" || expression.type === "FunctionExpression") &&
      expression.id !== null;
    return isAll && !isNamed ? expression : undefined;
  } catch {
    return undefined;
  }
}

/** Returns whether nothing but parentheses and remarks stands behind an expression, and no semicolon. */
function endsWith(code: string, {end}: Expression): boolean {
  for (const {type} of Parser.tokenizer(code.slice(end), options)) {
    if (type !== tokTypes.parenR) return false;
  }
  return true;
}

/** Calls a parser, and gives its errors their place in the cell. */
function inPlace<T>({columnBefore}: UntypedCell, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = /^([^]*) \((\d+):(\d+)\)$/.exec(error.message);
    if (place === null) throw new CellError(error.message, 1, 1);
    const [, message, line, column] = place;
    throw new CellError(message!, Number(line), columnBefore(Number(line), Number(column)) + 1);
  }
}

const noImports =
  "imports cannot be edited here; every name that a cell of the page imports can be used in all of them";

function refuseModules(body: Node): void {
  const refuse = (message: string) => (node: Node) => {
    const {line, column} = node.loc!.start;
    throw new SyntaxError(`${message} (${line}:${column})`);
  };
  const noExports = "a cell exports nothing; what it declares can be used in all cells of the page";
  simple(body, {
    ImportDeclaration: refuse(noImports),
    ImportExpression: refuse(noImports),
    MetaProperty: (node) => node.meta.name === "import" && refuse(noImports)(node),
    ExportNamedDeclaration: refuse(noExports),
    ExportDefaultDeclaration: refuse(noExports),
    ExportAllDeclaration: refuse(noExports)
  });
}

function names(identifiers: readonly Identifier[]): string[] {
  return [...new Set(identifiers.map(({name}) => name))];
}

/** A cell as Framework’s runtime takes it. */
export interface CellDefinition {
  /** The names of what it is given. */
  inputs: string[];
  /** The names of what it gives to other cells. */
  outputs: string[];
  /** Returns where, from 1, one of its inputs is first named. */
  placeOf(input: string): {line: number; column: number};
  /** Runs it on the inputs, and returns the outputs by their names, or a promise to them. */
  body: (...inputs: unknown[]) => unknown;
}

/** Options for compileCell. */
interface CompileOptions {
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
  const {inputs, outputs, isExpression, placeOf} = cell;
  const displays = isExpression && !inputs.includes("display") && !inputs.includes("view");
  const all = displays ? [...inputs, "display"] : inputs;
  const isAsync = displays || findAwaits(cell.body).length > 0;
  const guardName = unusedName("turn", source);
  const code = guardLoops(cell.code, cell.body, guardName);
  // A remark at its end must not swallow the parentheses.
  const statements = displays ? `display(await(${code}\n))` : code;
  const script = `"use strict"; return ${isAsync ? "async " : ""}(${all.join(", ")}) => {
${statements}
return {${outputs.join(", ")}};
};
//# sourceURL=${name}`;
  const body = new Function(guardName, script)(guard) as CellDefinition["body"];
  return {inputs: all, outputs, placeOf, body};
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

/** Returns a name that a text does not contain. */
function unusedName(name: string, text: string): string {
  return text.includes(name) ? unusedName(`${name}$`, text) : name;
}

/** A cell without its types. */
interface UntypedCell {
  /** JavaScript; everything stands in the line in which it stood before. */
  code: string;
  /** Returns the column of the cell, from 0, where what is in a line (from 1) at a column was. */
  columnBefore(line: number, column: number): number;
}

/**
 * Returns the JavaScript of a cell that is written in TypeScript. Types are left out, not checked.
 *
 * @throws CellError if it does not parse
 */
function stripTypes(source: string): UntypedCell {
  const {code, sourceMap} = strip(source);
  const segments = decode(sourceMap!.mappings);
  return {
    code,
    columnBefore(line, column) {
      const before = segments[line - 1]?.findLast(([at]) => at <= column);
      return before?.[3] === undefined ? column : before[3] + column - before[0];
    }
  };
}

function strip(source: string): ReturnType<typeof transform> {
  try {
    return transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
      production: true,
      filePath: "cell.ts",
      sourceMapOptions: {compiledFilename: "cell.js"}
    });
  } catch (error) {
    const {message, loc} = error as {message: string; loc?: {line: number; column: number}};
    const said = message.replace(/^Error transforming cell\.ts: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new CellError(said, loc?.line ?? 1, loc?.column ?? 1);
  }
}

/** What is wrong with the text of a cell, and where: line and column, both counted from 1. */
export class CellError extends SyntaxError {
  override name = "CellError";

  constructor(
    message: string,
    readonly line: number,
    readonly column: number
  ) {
    super(message);
  }
}
