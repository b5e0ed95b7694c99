import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionSource
} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {javascript, typescriptLanguage} from "@codemirror/lang-javascript";
import {bracketMatching, indentOnInput, syntaxHighlighting} from "@codemirror/language";
import {setDiagnostics} from "@codemirror/lint";
import {EditorState} from "@codemirror/state";
import {drawSelection, EditorView, keymap, lineNumbers} from "@codemirror/view";
import {editorColors, editorLook} from "./editor-look.js";

/** An editor of TypeScript. */
export interface CodeEditor {
  element: HTMLElement;
  /** The text as it stands. */
  source: string;
  /** Marks a place, both counted from 1, with what is wrong there; a whole line without a column. */
  mark(message: string, line: number, column?: number): void;
  /** Takes all marks away. */
  unmark(): void;
  focus(): void;
  /** Ends it. */
  remove(): void;
}

/** Options for codeEditor. */
export interface CodeEditorOptions {
  /** What a screen reader calls it. */
  label: string;
  /** What completes names as they are typed, beside those that the text itself declares. */
  completions: readonly CompletionSource[];
  /** What Ctrl-Enter, on a Mac ⌘-Enter, does. */
  run: () => void;
}

/**
 * Returns an editor of a text. Tab indents; Escape and then Tab leaves the editor, as CodeMirror
 * does by itself.
 */
export function codeEditor(text: string, options: CodeEditorOptions): CodeEditor {
  const view = new EditorView({doc: text, extensions: extensions(options)});
  return {
    element: view.dom,
    get source() {
      return view.state.doc.toString();
    },
    set source(replacement) {
      if (replacement === view.state.doc.toString()) return;
      view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: replacement}});
    },
    mark(message, line, column) {
      const {from, to} = view.state.doc.line(Math.min(line, view.state.doc.lines));
      const at = column === undefined ? from : Math.min(from + column - 1, Math.max(from, to - 1));
      view.dispatch(setDiagnostics(view.state, [{from: at, to, severity: "error", message}]));
    },
    unmark: () => view.dispatch(setDiagnostics(view.state, [])),
    focus: () => view.focus(),
    remove: () => view.destroy()
  };
}

function extensions({label, completions, run}: CodeEditorOptions) {
  return [
    keymap.of([{key: "Mod-Enter", run: () => (run(), true)}]),
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
    EditorView.contentAttributes.of({"aria-label": label, spellcheck: "false"})
  ];
}
