import {actionButton} from "../components/action-buttons.js";
import {CellError, placedMessage} from "./cell-error.js";
import type {CodeEditor} from "./editor.js";

/** The editor of a cell, with its buttons and what is wrong. */
export interface OpenCell {
  element: HTMLElement;
  editor: CodeEditor;
  /** Says why the text cannot run, and marks the place; undefined says that it can. */
  refuse(error: unknown): void;
  /** Says in which line an error was thrown that stands in the cell’s place. */
  blame(error: unknown, line: number): void;
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
    refuse(error) {
      editor.unmark();
      failure.textContent = error === undefined ? "" : placedMessage(error);
      if (error instanceof CellError) editor.mark(error.message, error.line, error.column);
    },
    blame(error, line) {
      failure.textContent = `line ${line} threw the error above`;
      editor.mark(placedMessage(error), line);
    }
  };
}
