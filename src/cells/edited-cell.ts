import {actionButton} from "../components/buttons.js";
import type {CellBox} from "./cell-box.js";
import type {CellDefinition} from "./compile.js";
import {CellError, compileCell, errorLine} from "./compile.js";
import type {CodeEditor} from "./editor.js";
import {cellCompletions, codeEditor} from "./editor.js";
import type {LiveCells} from "./live.js";

/** A cell that can be edited. */
export interface EditedCell {
  readonly box: CellBox;
  /** Its text, if that is not the page’s own; it is what runs, if it can. */
  readonly changed: string | undefined;
  /** The text that its editor holds, if that was not run. */
  readonly draft: string | undefined;
  /**
   * Opens its editor, or moves the focus there.
   *
   * @param draft a text for the editor, which is not run; defaults to what it held last
   */
  open(draft?: string): void;
  /** Takes a text and runs it; what is wrong with it is said in its editor. */
  run(source: string): void;
  /** Puts it as it was at first; an added one is removed. */
  revert(): void;
  /** Takes its editor away; a text that was not run is there again when it is next opened. */
  close(): void;
  /** When it ran last, in milliseconds since the page was opened. */
  readonly ranAt: number;
  /** Returns whether its text names a host. */
  names(host: string): boolean;
  /** Says that the page may not load from an address. */
  refuseLoad(address: string): void;
}

/** What a cell needs of the others. */
export interface EditedCellOptions {
  live: LiveCells;
  /** The names that cells can use beside those of the page. */
  lazyNames: readonly string[];
  /** Called when its text has changed. */
  changed: () => void;
  /** Called when its draft may have changed. */
  drafted: () => void;
  /** Removes it from the page; only called if it was added. */
  remove: (cell: EditedCell) => void;
}

/** Returns what edits and runs the cell of a box. */
export function editedCell(
  box: CellBox,
  {live, lazyNames, changed, drafted, remove}: EditedCellOptions
): EditedCell {
  const isAdded = box.original === undefined;
  const name = `cell-${box.id}`;
  let source = box.original ?? "";
  let draft: string | undefined;
  let shown: OpenCell | undefined;
  const failure = failureLine((place) => {
    cell.open();
    shown!.editor.goTo(place.line, place.column);
  });

  let ranAt = -Infinity;
  let isRefused = false; // what the browser says of that is less than we do

  function succeed(): void {
    isRefused = false;
    failure.say("");
    shown?.editor.unmark();
  }

  /** Says what is wrong, and marks the place; without a column it is the whole line. */
  function fail(message: string, place?: Place): void {
    failure.say(message, place);
    // Where nothing has ever failed, nothing stands.
    if (!failure.element.isConnected) {
      box.element.querySelector(".cell-bar")!.before(failure.element);
    }
    if (place !== undefined) shown?.editor.mark(message, place.line, place.column);
  }

  /** Says which of the names of a cell there are not, and which there are. */
  function checkNames({inputs, placeOf}: CellDefinition): void {
    const [first] = live.unknown(inputs);
    if (first === undefined) return;
    const own = [...live.values().keys()].filter((known) => !lazyNames.includes(known));
    const ofPage = own.length === 0 ? "" : `this page has ${own.toSorted().join(", ")}; `;
    const message = `${first} is not defined: ${ofPage}every page has ${lazyNames.join(", ")}`;
    fail(message, placeOf(first));
  }

  /** Returns a body that also marks in the editor where it throws. */
  function watched(body: CellDefinition["body"]): CellDefinition["body"] {
    const blame = (error: unknown): void => {
      const line = errorLine(error, name);
      if (line === undefined || isRefused) return;
      const message = error instanceof Error ? error.message : String(error);
      fail(message.replace(/^line \d+: /, ""), {line});
    };
    return (...inputs) => {
      succeed();
      ranAt = performance.now();
      try {
        const value = body(...inputs);
        if (value instanceof Promise) value.catch(blame);
        return value;
      } catch (error) {
        blame(error);
        throw error;
      }
    };
  }

  const mark = () => box.markDraft(cell.draft !== undefined);

  const cell: EditedCell = {
    box,
    get changed() {
      return isAdded || source !== box.original ? source : undefined;
    },
    get draft() {
      const text = (shown?.editor.source ?? draft)?.trimEnd();
      return text === undefined || text === source.trimEnd() ? undefined : text;
    },
    open(text) {
      if (shown !== undefined && text !== undefined) shown.editor.source = text;
      if (shown === undefined) {
        draft = text ?? draft;
        const completions = cellCompletions(() => live.values(), lazyNames);
        const run = () => cell.run(editor.source);
        const label = `code of the cell: ${box.place}`;
        const typed = () => (mark(), drafted());
        const editor = codeEditor(draft ?? source, {label, completions, run, changed: typed});
        shown = openCell(editor, {run, revert: cell.revert, close: () => cell.close()}, isAdded);
        box.replaceText(shown.element);
        mark();
      }
      shown.editor.focus();
    },
    run(text) {
      source = text.trimEnd();
      draft = undefined;
      mark();
      if (cell.changed === undefined) box.restore();
      else box.show(source);
      succeed();
      try {
        const definition = compileCell(source, {name});
        live.define(box.root, {...definition, body: watched(definition.body)});
        checkNames(definition);
      } catch (error) {
        cell.open();
        shown!.editor.source = text;
        const {message} = error as Error;
        fail(message, error instanceof CellError ? error : undefined);
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
      ({draft} = cell);
      shown.editor.remove();
      shown = undefined;
      box.replaceText(undefined);
      box.element.querySelector<HTMLElement>(":scope > .cell-bar button")?.focus();
    },
    get ranAt() {
      return ranAt;
    },
    names: (host) => source.includes(host),
    refuseLoad(address) {
      const {host} = new URL(address);
      const line = source.split("\n").findIndex((text) => text.includes(host)) + 1;
      const message =
        `the page may not load ${address}: a cell can ask this site alone; put what it needs ` +
        "into its text";
      fail(message, line === 0 ? undefined : {line});
      isRefused = true;
    }
  };
  return cell;
}

/** The editor of a cell, with its buttons and what is wrong. */
interface OpenCell {
  element: HTMLElement;
  editor: CodeEditor;
}

/** A place in the text of a cell, counted from 1; without a column it is the whole line. */
interface Place {
  line: number;
  column?: number;
}

/** A line that says what is wrong with a cell, hidden while nothing is. */
interface FailureLine {
  element: HTMLElement;
  say(message: string, place?: Place): void;
}

/**
 * Returns a line that begins with the place of what is wrong, as a button.
 *
 * @param goTo what the button does
 */
function failureLine(goTo: (place: Place) => void): FailureLine {
  const element = document.createElement("p");
  element.className = "failure-line cell-failure";
  element.role = "alert";
  return {
    element,
    say(message, place) {
      element.replaceChildren(message);
      if (place === undefined) return;
      const {line, column} = place;
      const name = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
      element.prepend(
        actionButton(name, () => goTo(place)),
        ": "
      );
    }
  };
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
  element.append(editor.element, tools);
  return {element, editor};
}
