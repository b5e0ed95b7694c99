import {actionButton} from "../components/action-buttons.js";
import {CellError, placedMessage} from "./cell-error.js";
import type {CodeEditor} from "./editor.js";

/** The editor of a cell, with its buttons and what is wrong. */
export interface OpenCell {
  element: HTMLElement;
  editor: CodeEditor;
  /** Says what is wrong, and marks it in the text; undefined says that nothing is. */
  fail(error: unknown, line?: number): void;
}

/** What the buttons of an open cell do. */
export interface OpenCellActions {
  run: () => void;
  /** Puts the text as it was at first, or removes the cell if it was added. */
  revert: () => void;
  close: () => void;
}

/** Returns what stands in the place of a cell’s text while it is edited. */
export function openCell(
  editor: CodeEditor,
  {run, revert, close}: OpenCellActions,
  isAdded: boolean
): OpenCell {
  const element = document.createElement("div");
  element.className = "cell-editor";
  const tools = document.createElement("div");
  tools.className = "cell-tools";
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  const hint = document.createElement("span");
  hint.textContent = `${isMac ? "⌘" : "Ctrl"}-Enter runs; Tab indents; Escape, then Tab, leaves the editor`;
  tools.append(
    actionButton("Run", run),
    actionButton(isAdded ? "Remove" : "Revert", revert),
    actionButton("Close", close),
    hint
  );
  const failure = document.createElement("p");
  failure.className = "failure-line";
  failure.role = "alert";
  element.append(editor.element, tools, failure);
  return {
    element,
    editor,
    fail(error, line) {
      editor.unmark();
      failure.textContent = error === undefined ? "" : said(error, line);
      if (error instanceof CellError) editor.mark(error.message, error.line, error.column);
      else if (line !== undefined) editor.mark(placedMessage(error), line);
    }
  };
}

/** Returns what is wrong as a line, which begins with its place. */
function said(error: unknown, line: number | undefined): string {
  const message = placedMessage(error);
  return line === undefined || message.startsWith("line ") ? message : `line ${line}: ${message}`;
}
