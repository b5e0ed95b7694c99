import {Parser} from "acorn";
import type {Expression, Identifier, Node, Options, Program} from "acorn";
import {simple} from "acorn-walk";
import {checkAssignments} from "@observablehq/framework/dist/javascript/assignments.js";
import {findDeclarations} from "@observablehq/framework/dist/javascript/declarations.js";
import {findReferences} from "@observablehq/framework/dist/javascript/references.js";
import {CellError} from "./cell-error.js";
import {stripTypes, type UntypedCell} from "./strip-types.js";

/** What a cell says. */
export interface ParsedCell {
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
}

// As Framework parses cells, so that what runs here can stand in a page.
const options: Options = {ecmaVersion: 13, sourceType: "module", locations: true};

/**
 * Returns what the TypeScript of a cell says.
 *
 * @throws CellError if it does not parse, imports or exports, or assigns to what is not its own
 */
export function parseCell(source: string): ParsedCell {
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
      outputs: names(declarations)
    };
  });
}

function parseExpression(code: string): Expression | undefined {
  try {
    const expression = Parser.parseExpressionAt(code, 0, options);
    const rest = Parser.parse(code.slice(expression.end), options);
    const isAll = rest.body.length === 0;
    // With a name these are declarations.
    const isNamed =
      (expression.type === "ClassExpression" || expression.type === "FunctionExpression") &&
      expression.id !== null;
    return isAll && !isNamed ? expression : undefined;
  } catch {
    return undefined;
  }
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
