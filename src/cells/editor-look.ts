import {HighlightStyle} from "@codemirror/language";
import {EditorView} from "@codemirror/view";
import {tags} from "@lezer/highlight";

/** The colors of code in an editor: those that the page gives to code anywhere. */
export const editorColors = HighlightStyle.define([
  {tag: [tags.keyword, tags.bool, tags.null, tags.self], color: "var(--of-z)"},
  {tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--of-u)"},
  {tag: tags.number, color: "var(--of-u)"},
  {tag: tags.typeName, color: "var(--prior)"},
  {tag: tags.comment, color: "var(--quiet)"}
]);

/** The look of an editor, in the colors of the page, light and dark. */
export const editorLook = EditorView.theme({
  "&": {background: "var(--wash)", borderLeft: "2px solid var(--of-u)"},
  "&.cm-focused": {outline: "2px solid var(--focus)"},
  ".cm-content": {
    padding: "0.5em 0",
    font: "14px/1.5 var(--mono)",
    color: "var(--ink)",
    caretColor: "var(--ink)"
  },
  ".cm-cursor": {borderLeftColor: "var(--ink)"},
  ".cm-scroller": {font: "14px/1.5 var(--mono)"},
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
    border: "1px solid var(--line)",
    background: "var(--paper)",
    color: "var(--ink)",
    font: "13px/1.4 var(--sans)"
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
