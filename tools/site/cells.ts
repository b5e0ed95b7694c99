import {parse as parseScript} from "acorn";
import type {Pattern} from "acorn";
import {init, parse as parseModule} from "es-module-lexer";
import {transform} from "esbuild";
import MarkdownIt from "markdown-it";

/** A fenced block of a page that runs in the reader's browser. */
export interface Cell {
  /** Its language, as the fence says: ts, js, … */
  language: string;
  /** The index, from 0, of the line that opens its fence. */
  line: number;
  /** What stands between the fences. */
  source: string;
}

const live = new Set(["js", "ts", "jsx", "tsx"]);
const markdown = new MarkdownIt({html: true});

/** Returns the cells of a page, in order; a fence marked `run=false` is none. */
export function findCells(page: string): Cell[] {
  const frontMatter = /^---\r?\n[\s\S]*?\n---\r?\n/.exec(page)?.[0] ?? "";
  const blank = frontMatter.replaceAll(/[^\n]/g, "");
  const tokens = markdown.parse(blank + page.slice(frontMatter.length), {});
  return tokens
    .filter((token) => token.type === "fence" && !/\brun="?false\b/.test(token.info))
    .map((token) => ({
      language: token.info.trim().split(/\s/)[0]!,
      line: token.map![0],
      source: token.content
    }))
    .filter(({language}) => live.has(language));
}

/**
 * Returns a promise to the TypeScript module that stands for a page in the type check.
 * Every line of a cell has the same number as in the page. A cell is the body of a function; what
 * it declares reaches the others as Framework gives it to them, promises awaited and generators
 * by what they yield (cellValues in types/cells.d.ts).
 */
export async function pageModule(page: string): Promise<string> {
  await init;
  const lines = Array.from(page.split("\n"), () => "");
  for (const [i, {line, source}] of findCells(page).entries()) {
    const names = (await declaredNames(source)).join(", ");
    const end = importsEnd(source);
    const open = `const $${i} = async () => {`;
    const body = end === 0 ? source : source.slice(0, end) + open + source.slice(end);
    lines[line] += end === 0 ? open : "";
    const bodyLines = body.replace(/\n$/, "").split("\n");
    for (const [j, text] of bodyLines.entries()) lines[line + 1 + j] = text;
    lines[line + 1 + bodyLines.length] =
      `return {${names}};}; const {${names}} = cellValues($${i});`;
  }
  return `${lines.join("\n")}\nexport {};\n`;
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
