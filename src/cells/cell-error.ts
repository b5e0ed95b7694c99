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

/** Returns an error as one line that begins with its place, if it has one. */
export function placedMessage(error: unknown): string {
  if (error instanceof CellError) {
    return `line ${error.line}, column ${error.column}: ${error.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}
