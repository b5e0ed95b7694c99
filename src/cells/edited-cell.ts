import {actionButton} from "../components/buttons.js";
import type {CellBox} from "./cell-box.js";
import type {CellDefinition} from "./compile.js";
import {CellError, compileCell, errorLine, placedMessage} from "./compile.js";
import type {CodeEditor} from "./editor.js";
import {cellCompletions, codeEditor} from "./editor.js";
import type {LiveCells} from "./live.js";

/** A cell that can be edited. */
export interface EditedCell {
  readonly box: CellBox;
  /** Its text, if that is not the page’s own; it is what runs, if it can. */
  readonly changed: string | undefined;
  /** Opens its editor, or moves the focus there. */
  open(): void;
  /** Takes a text and runs it; what is wrong with it is said in its editor. */
  run(source: string): void;
  /** Puts it as it was at first; an added one is removed. */
  revert(): void;
  /** Takes its editor away; a text that was not run is there again when it is next opened. */
  close(): void;
}

/** What a cell needs of the others. */
export interface EditedCellOptions {
  live: LiveCells;
  /** The names that cells can use beside those of the page. */
  lazyNames: readonly string[];
  /** Called when its text has changed. */
  changed: () => void;
  /** Removes it from the page; only called if it was added. */
  remove: (cell: EditedCell) => void;
}

/** Returns what edits and runs the cell of a box. */
export function editedCell(
  box: CellBox,
  {live, lazyNames, changed, remove}: EditedCellOptions
): EditedCell {
  const isAdded = box.original === undefined;
  const name = `cell-${box.id}`;
  let source = box.original ?? "";
  let draft: string | undefined;
  let shown: OpenCell | undefined;
  let failed = false;

  function succeed(): void {
    if (failed) shown?.refuse(undefined);
    failed = false;
  }

  /** Returns a body that also marks in the editor where it throws. */
  function watched(body: CellDefinition["body"]): CellDefinition["body"] {
    const fail = (error: unknown): void => {
      const line = errorLine(error, name);
      if (line === undefined) return;
      failed = true;
      shown?.blame(error, line);
    };
    return (...inputs) => {
      succeed();
      try {
        const value = body(...inputs);
        if (value instanceof Promise) value.catch(fail);
        return value;
      } catch (error) {
        fail(error);
        throw error;
      }
    };
  }

  const cell: EditedCell = {
    box,
    get changed() {
      return isAdded || source !== box.original ? source : undefined;
    },
    open() {
      if (shown === undefined) {
        const completions = cellCompletions(() => live.values(), lazyNames);
        const run = () => cell.run(editor.source);
        const label = `code of the cell: ${box.place}`;
        const editor = codeEditor(draft ?? source, {label, completions, run});
        shown = openCell(editor, {run, revert: cell.revert, close: () => cell.close()}, isAdded);
        box.replaceText(shown.element);
      }
      shown.editor.focus();
    },
    run(text) {
      source = text.trimEnd();
      draft = undefined;
      if (cell.changed === undefined) box.restore();
      else box.show(source);
      succeed();
      try {
        const definition = compileCell(source, {name});
        live.define(box.root, {...definition, body: watched(definition.body)});
      } catch (error) {
        cell.open();
        shown!.editor.source = text;
        shown!.refuse(error);
        failed = true;
      }
      changed();
    },
    revert() {
      if (isAdded) return remove(cell);
      if (shown !== undefined) shown.editor.source = box.original!;
      cell.run(box.original!);
    },
    close() {
      if (shown === undefined) return;
      if (shown.editor.source !== source) draft = shown.editor.source;
      shown.editor.remove();
      shown = undefined;
      box.replaceText(undefined);
      box.element.querySelector<HTMLElement>(":scope > .cell-bar button")?.focus();
    }
  };
  return cell;
}

/** The editor of a cell, with its buttons and what is wrong. */
interface OpenCell {
  element: HTMLElement;
  editor: CodeEditor;
  /** Says why the text cannot run, and marks the place; undefined says that it can. */
  refuse(error: unknown): void;
  /** Says in which line an error was thrown that stands in the cell’s place. */
  blame(error: unknown, line: number): void;
}

/** What the buttons of an open cell do. */
interface OpenCellActions {
  run: () => void;
  /** Puts the text as it was at first, or removes the cell if it was added. */
  revert: () => void;
  close: () => void;
}

/** Returns what stands in the place of a cell’s text while it is edited. */
function openCell(
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
