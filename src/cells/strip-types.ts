import {decode} from "@jridgewell/sourcemap-codec";
import {transform} from "sucrase";
import {CellError} from "./cell-error.js";

/** A cell without its types. */
export interface UntypedCell {
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
export function stripTypes(source: string): UntypedCell {
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
