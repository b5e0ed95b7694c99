import {parse} from "acorn";
import {transformSync} from "esbuild";

/** A declaration as it stands in a file. */
export interface Declaration {
  /** The number of its first line, from 1, that of its doc comment if it has one. */
  line: number;
  /** Its lines, the doc comment first, as far to the left as they go. */
  text: string;
}

/**
 * Returns a declaration of a TypeScript source by its name: a function, class, constant or type,
 * at the top of the file or within a function. Where it ends is told by its indentation, which
 * Prettier keeps.
 *
 * @throws Error if there is none of this name or more than one, or its end cannot be told
 */
export function findDeclaration(source: string, name: string): Declaration {
  const lines = source.split("\n");
  const pattern = new RegExp(
    `^ *(?:export )?(?:default )?(?:async )?(?:function\\*?|const|let|class|interface|type) ${name}\\b`
  );
  const found = lines.flatMap((line, i) => (pattern.test(line) ? [i] : []));
  if (found.length !== 1) throw new Error(`${found.length} declarations of the name ${name}`);
  const [at] = found as [number];
  const first = commentStart(lines, at);
  const indent = /^ */.exec(lines[at]!)![0];
  const shown = lines.slice(first, declarationEnd(lines, at, indent) + 1);
  const text = shown.map((line) => line.slice(indent.length)).join("\n");
  assertWhole(text, name);
  return {line: first + 1, text};
}

/** Throws an error unless a text is one declaration: an indentation may mislead. */
function assertWhole(text: string, name: string): void {
  if (statementsOf(text) > 1) throw new Error(`cannot tell where ${name} ends`);
}

/** Returns how many statements a text of TypeScript is, types and exports left out. */
function statementsOf(text: string): number {
  try {
    const {code} = transformSync(text, {loader: "ts", logLevel: "silent"});
    const {body} = parse(code, {ecmaVersion: "latest", sourceType: "module"});
    return body.filter(({type}) => type !== "ExportNamedDeclaration").length;
  } catch {
    return Infinity;
  }
}

/** Returns the line where the doc comment above a declaration starts, or its own. */
function commentStart(lines: string[], at: number): number {
  if (lines[at - 1]?.endsWith("*/") !== true) return at;
  let first = at - 1;
  while (!/^ *\/\*\*/.test(lines[first]!)) --first;
  return first;
}

/**
 * Returns the line where a declaration ends: the first one that ends a statement or a block,
 * before a line that is no farther in and does not go on with what has begun.
 */
function declarationEnd(lines: string[], at: number, indent: string): number {
  let last = at;
  while (last < lines.length - 1) {
    const line = lines[last]!.replace(/(?<=[;}]) *\/\/.*$/, "");
    const next = lines.slice(last + 1).find((one) => one.trim() !== "") ?? "";
    const inside = next.startsWith(`${indent} `) || /^[)}\]>?:|&.]/.test(next.slice(indent.length));
    const outside = !next.startsWith(indent);
    if (/[;}]$/.test(line) && (outside || !inside)) break;
    ++last;
  }
  return last;
}
