import type MarkdownIt from "markdown-it";
import type {StateCore, Token} from "markdown-it";

/** What a phrase of the prose refers to. */
export interface Reference {
  /** The id of the place that it leads to, and of its note. */
  id: string;
  /** The page of that place, such as `/bound`. */
  page: string;
  /** How the link reads. */
  text: string;
  /** What a reader is shown of it, as HTML; undefined where it stands on the page itself. */
  note?: string;
}

/** What a reference looks like in the prose, and what it refers to. */
export interface ReferenceKind {
  /** Global; its matches are references, in text that is neither code nor a formula. */
  pattern: RegExp;
  /** Returns what a match refers to; undefined if it is no reference after all. */
  find: (match: RegExpMatchArray, path: string) => Reference | undefined;
}

/**
 * Makes references in the prose links, and puts what they refer to at the end of the page, where
 * site/term-links.ts finds it to show beside the link: `<template data-note-of="id">`.
 */
export function linkNotesPlugin(md: MarkdownIt, kinds: readonly ReferenceKind[]): MarkdownIt {
  md.core.ruler.push("link_notes", (state) => {
    const {path} = state.env as {path?: string};
    if (path === undefined) return;
    const notes = new Map<string, string>();
    for (const [i, token] of state.tokens.entries()) {
      if (token.type !== "inline" || state.tokens[i - 1]?.type === "heading_open") continue;
      token.children = linked(state, token.children ?? [], (text) =>
        kinds.flatMap((kind) => matchesOf(kind, text, path))
      );
      for (const child of token.children) {
        const reference = (child.meta as {reference?: Reference} | null)?.reference;
        if (reference?.note !== undefined) notes.set(reference.id, reference.note);
      }
    }
    for (const [id, note] of notes) {
      const template = new state.Token("html_block", "", 0);
      template.content = `<template data-note-of="${id}">${note}</template>\n`;
      state.tokens.push(template);
    }
  });
  return md;
}

interface Match {
  start: number;
  end: number;
  reference: Reference;
}

function matchesOf({pattern, find}: ReferenceKind, text: string, path: string): Match[] {
  return [...text.matchAll(pattern)].flatMap((match): Match[] => {
    const reference = find(match, path);
    if (reference === undefined) return [];
    return [{start: match.index, end: match.index + match[0].length, reference}];
  });
}

/** Returns what stands in a line with its references made links; there are none within links. */
function linked(
  state: StateCore,
  children: readonly Token[],
  find: (text: string) => Match[]
): Token[] {
  let depth = 0;
  const path = (state.env as {path: string}).path;
  return children.flatMap((token) => {
    if (token.type === "link_open") ++depth;
    if (token.type === "link_close") --depth;
    if (token.type !== "text" || depth > 0) return [token];
    const matches = find(token.content).toSorted((a, b) => a.start - b.start);
    const text = (content: string) => Object.assign(new state.Token("text", "", 0), {content});
    let at = 0;
    const parts: Token[] = [];
    for (const {start, end, reference} of matches) {
      const link = new state.Token("html_inline", "", 0);
      const page = reference.page === path ? "" : relativeTo(path, reference.page);
      link.content = `<a class="reference" href="${page}#${reference.id}" data-note="${reference.id}">${reference.text}</a>`;
      link.meta = {reference};
      parts.push(text(token.content.slice(at, start)), link);
      at = end;
    }
    return [...parts, text(token.content.slice(at))];
  });
}

/** Returns the address of a page as one that may stand in a folder links to it. */
function relativeTo(path: string, page: string): string {
  const up = "../".repeat(path.split("/").length - 2);
  return `${up === "" ? "./" : up}${page.slice(1)}`;
}
