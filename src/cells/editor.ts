import type {Completion, CompletionSource} from "@codemirror/autocomplete";
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap
} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {javascript, scopeCompletionSource, typescriptLanguage} from "@codemirror/lang-javascript";
import {
  HighlightStyle,
  bracketMatching,
  indentOnInput,
  syntaxHighlighting
} from "@codemirror/language";
import {setDiagnostics} from "@codemirror/lint";
import {EditorState} from "@codemirror/state";
import {EditorView, drawSelection, keymap, lineNumbers} from "@codemirror/view";
import {tags} from "@lezer/highlight";
import {builtinNames} from "./live.js";

/** How long after Escape a Tab leaves the editor, in milliseconds. */
const TIME_TO_LEAVE = 2000;

/** An editor of TypeScript. */
export interface CodeEditor {
  element: HTMLElement;
  /** The text as it stands. */
  source: string;
  /** Marks a place, both counted from 1, with what is wrong there; a whole line without a column. */
  mark(message: string, line: number, column?: number): void;
  /** Puts the caret at a place, both counted from 1, and the focus there. */
  goTo(line: number, column?: number): void;
  /** Takes all marks away. */
  unmark(): void;
  focus(): void;
  /** Ends it. */
  remove(): void;
}

/** Options for codeEditor. */
interface CodeEditorOptions {
  /** What a screen reader calls it. */
  label: string;
  /** What completes names as they are typed, beside those that the text itself declares. */
  completions: readonly CompletionSource[];
  /** What Ctrl-Enter, on a Mac ⌘-Enter, does. */
  run: () => void;
  /** Called when the text has changed, by keys or otherwise. */
  changed: () => void;
}

/**
 * Returns an editor of a text. Tab indents; Escape and then Tab leaves the editor.
 */
export function codeEditor(text: string, options: CodeEditorOptions): CodeEditor {
  const view = new EditorView({doc: text, extensions: extensions(options)});
  const lineAt = (line: number) => view.state.doc.line(Math.min(line, view.state.doc.lines));
  return {
    element: view.dom,
    get source() {
      return view.state.doc.toString();
    },
    set source(replacement) {
      if (replacement === view.state.doc.toString()) return;
      view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: replacement}});
    },
    goTo(line, column = 1) {
      const {from, to} = lineAt(line);
      view.dispatch({selection: {anchor: Math.min(from + column - 1, to)}, scrollIntoView: true});
      view.focus();
    },
    mark(message, line, column) {
      const {from, to} = lineAt(line);
      const at = column === undefined ? from : Math.min(from + column - 1, Math.max(from, to - 1));
      view.dispatch(setDiagnostics(view.state, [{from: at, to, severity: "error", message}]));
    },
    unmark: () => view.dispatch(setDiagnostics(view.state, [])),
    focus: () => view.focus(),
    remove: () => view.destroy()
  };
}

function extensions({label, completions, run, changed}: CodeEditorOptions) {
  return [
    keymap.of([
      {key: "Mod-Enter", run: (view) => (closeCompletion(view), run(), true)},
      // Also where Escape has something else to close.
      {key: "Escape", run: (view) => (view.setTabFocusMode(TIME_TO_LEAVE), false)}
    ]),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      indentWithTab
    ]),
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({icons: false}),
    javascript({typescript: true}),
    ...completions.map((autocomplete) => typescriptLanguage.data.of({autocomplete})),
    syntaxHighlighting(editorColors),
    editorLook,
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.updateListener.of(({docChanged}) => {
      if (docChanged) changed();
    }),
    EditorView.contentAttributes.of({"aria-label": label, spellcheck: "false"})
  ];
}

/**
 * Returns what completes the names that a cell can use, and the members of their values.
 *
 * @param values returns what the cells of the page define, by name
 * @param lazy the names that are there without a cell
 */
export function cellCompletions(
  values: () => ReadonlyMap<string, unknown>,
  lazy: readonly string[]
): CompletionSource[] {
  const completeName: CompletionSource = (context) => {
    const word = context.matchBefore(/(?<![.\w$])[A-Za-z_$][\w$]*/);
    if (word === null) return null;
    const ofPage = values();
    const options = [
      ...Array.from(ofPage, ([name, value]) => completion(name, typeName(value))),
      ...lazy.filter((name) => !ofPage.has(name)).map((name) => completion(name, "to play with")),
      ...Object.entries(builtinNames).map(([name, detail]) => completion(name, detail))
    ];
    return {from: word.from, options, validFor: /^[\w$]*$/};
  };
  const completeMember: CompletionSource = (context) => {
    if (context.matchBefore(/\.\s*[\w$]*/) === null) return null;
    const named = new Set([...values().keys(), ...lazy]);
    const builtins = ["Math", "Array", "Object", "Number", "Float32Array", "JSON", "Promise"];
    const scope = Object.assign(
      Object.create(null) as Record<string, unknown>,
      Object.fromEntries(
        builtins
          .filter((name) => !named.has(name))
          .map((name) => [name, globalThis[name as keyof typeof globalThis]])
      ),
      Object.fromEntries(values())
    );
    return scopeCompletionSource(scope)(context);
  };
  return [completeName, completeMember];
}

function completion(label: string, detail: string): Completion {
  return {label, detail, type: "variable"};
}

function typeName(value: unknown): string {
  if (value === null || typeof value !== "object") return typeof value;
  const {constructor} = value as {constructor?: {name?: string}};
  return constructor?.name ?? "object";
}

/** The colors of code in an editor: those that the page gives to code anywhere. */
const editorColors = HighlightStyle.define([
  {tag: [tags.keyword, tags.bool, tags.null, tags.self], color: "var(--of-z)"},
  {tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--of-u)"},
  {tag: tags.number, color: "var(--of-u)"},
  {tag: tags.typeName, color: "var(--prior)"},
  {tag: tags.comment, color: "var(--quiet)"}
]);

/** The look of an editor, in the colors of the page, light and dark. */
const editorLook = EditorView.theme({
  "&": {background: "var(--panel)", borderLeft: "2px solid var(--of-u)"},
  "&.cm-focused": {outline: "2px solid var(--focus)"},
  ".cm-content": {
    padding: "0.5em 0",
    font: "var(--t-code)",
    color: "var(--ink)",
    caretColor: "var(--ink)"
  },
  ".cm-cursor": {borderLeftColor: "var(--ink)"},
  ".cm-scroller": {font: "var(--t-code)"},
  ".cm-gutters": {background: "none", border: "0", color: "var(--quiet)"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {background: "color-mix(in srgb, var(--focus) 30%, transparent)"},
  "&.cm-focused .cm-matchingBracket": {background: "var(--lit-wash)"},
  "&.cm-focused .cm-nonmatchingBracket": {background: "none", color: "var(--failure)"},
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--failure) 1px",
    textUnderlineOffset: "3px"
  },
  ".cm-tooltip": {
    border: "1px solid var(--rule)",
    background: "var(--paper)",
    color: "var(--ink)",
    font: "var(--t-note)"
  },
  ".cm-diagnostic-error": {borderLeftColor: "var(--failure)"},
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {fontFamily: "var(--mono)"},
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--focus)",
    color: "var(--paper)"
  },
  ".cm-completionDetail": {color: "var(--quiet)", fontFamily: "var(--sans)"},
  "li[aria-selected] .cm-completionDetail": {color: "inherit"}
});
