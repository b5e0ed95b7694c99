import {parse as parseScript, parseExpressionAt} from "acorn";
import type {Pattern} from "acorn";
import {init, parse as parseModule} from "es-module-lexer";
import {transform} from "esbuild";
import {findCells} from "./cells.js";

/**
 * Returns a promise to the TypeScript module that stands for a page in the type check.
 * Every line has the same number as in the page. A cell is the body of a function; what it
 * declares reaches the others as Framework gives it to them, promises awaited and generators by
 * what they yield (cellValues in types/cells.d.ts). The expressions in the prose between two
 * cells are the elements of an array, in a function that is never called.
 */
export async function pageModule(page: string): Promise<string> {
  await init;
  const lines = page.split("\n");
  const module: string[] = [];
  let line = 0;
  let prefix = "() => [";
  for (const [i, cell] of findCells(page).entries()) {
    const last = cell.line + cell.source.split("\n").length;
    lines[cell.line] = lines[last] = "";
    const open = `const $${i} = async () => {`;
    const imports = importsEnd(cell.source);
    const prose = inlineExpressions(lines.slice(line, cell.line + 1).join("\n"));
    module.push(`${prefix}${prose}];${imports === 0 ? open : ""}\n`);
    module.push(cell.source.slice(0, imports), imports === 0 ? "" : open);
    module.push(cell.source.slice(imports));
    const names = (await declaredNames(cell.source)).join(", ");
    prefix = `return {${names}};}; const {${names}} = cellValues($${i}); () => [`;
    line = last;
  }
  module.push(`${prefix}${inlineExpressions(lines.slice(line).join("\n"))}];\nexport {};\n`);
  return module.join("");
}

/**
 * Returns a text of the same length as some prose, blank but for line breaks and the expressions
 * of its `${…}`, each in its own place as an element of a list: `,(…)`.
 */
function inlineExpressions(prose: string): string {
  let result = "";
  const blank = (end: number) => prose.slice(result.length, end).replaceAll(/[^\n]/g, " ");
  const marks = /(`+)|\$\{/g;
  for (let mark = marks.exec(prose); mark !== null; mark = marks.exec(prose)) {
    const [text, ticks] = mark;
    const start = marks.lastIndex;
    const end = ticks === undefined ? expressionEnd(prose, start) : prose.indexOf(ticks, start);
    if (end < 0) continue;
    if (ticks === undefined) result += `${blank(mark.index)},(${prose.slice(start, end)})`;
    marks.lastIndex = end + text.length - (ticks === undefined ? 1 : 0);
  }
  return result + blank(prose.length);
}

/** Returns where the brace is that closes an expression, or -1 if it does not parse. */
function expressionEnd(text: string, start: number): number {
  try {
    const {end} = parseExpressionAt(text, start, {ecmaVersion: "latest", sourceType: "module"});
    const brace = end + /^\s*/.exec(text.slice(end))![0].length;
    return text[brace] === "}" ? brace : -1;
  } catch {
    return -1;
  }
}

/** Returns where the last import declaration of a cell ends, its semicolon included; 0 if none. */
function importsEnd(source: string): number {
  const declarations = parseModule(source)[0].filter(({type}) => type === "static");
  const end = declarations.at(-1)?.importEnd ?? 0;
  return source[end] === ";" ? end + 1 : end;
}

/** Returns the names that a cell declares beside its imports; none if it does not parse. */
async function declaredNames(source: string): Promise<string[]> {
  const tsconfigRaw = {compilerOptions: {verbatimModuleSyntax: true}};
  const script = await transform(source, {loader: "ts", tsconfigRaw, logLevel: "silent"}).catch(
    () => ({code: ""})
  );
  const {body} = parseScript(script.code, {ecmaVersion: "latest", sourceType: "module"});
  return body.flatMap((statement) => {
    if (statement.type === "VariableDeclaration") {
      return statement.declarations.flatMap(({id}) => patternNames(id));
    }
    const named = statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration";
    return named ? [statement.id.name] : [];
  });
}

function patternNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === "Property" ? property.value : property.argument)
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element === null ? [] : patternNames(element)));
    case "RestElement":
      return patternNames(pattern.argument);
    case "AssignmentPattern":
      return patternNames(pattern.left);
    default:
      return [];
  }
}
