import type MarkdownIt from "markdown-it";
import type {StateCore, Token} from "markdown-it";

/** What the word stands after, or before, where it is the unit of numbers that follow the reader. */
const AFTER = /(?:\}|<\/data>|<\/span>|\bin)\s+$/;
const BEFORE = /^\s+per\s+(?:image|point)\b/;

/**
 * Lets the word “nats” in the prose become “bits” where a reader chooses so (see src/site/look.ts):
 * after a number that is computed (an expression, a fact in `<data>`, a `<span>`), in “in nats”, and
 * in “nats per image”. Everywhere else it stays, as it does in `<span class="always">nats</span>`:
 * “log K nats” is true in nats alone.
 */
export function unitWordsPlugin(md: MarkdownIt): MarkdownIt {
  md.core.ruler.after("placeholder", "unit_words", (state) => {
    for (const token of state.tokens) {
      if (token.type === "html_block") token.content = marked(token.content, "");
      else if (token.children !== null) token.children = withMarks(state, token.children);
    }
  });
  return md;
}

/** Returns what stands in a line, with the words marked. */
function withMarks(state: StateCore, children: readonly Token[]): Token[] {
  let before = "";
  return children.flatMap((child) => {
    const {type, content} = child;
    const earlier = before;
    if (type === "placeholder") before = "}";
    else if (type === "softbreak") before += " ";
    else before += content;
    if (type.startsWith("html_")) child.content = marked(content, earlier);
    return type === "text" ? textWithMarks(state, child, earlier) : [child];
  });
}

function textWithMarks(state: StateCore, token: Token, before: string): Token[] {
  const parts = token.content.split(/\b(nats)\b(?!²)/);
  let at = 0;
  return parts.flatMap((content) => {
    const rest = token.content.slice(at + content.length);
    const isUnit = content === "nats" && isMarked(before + token.content.slice(0, at), rest);
    at += content.length;
    if (content === "") return [];
    const type = isUnit ? "html_inline" : "text";
    return [Object.assign(new state.Token(type, "", 0), {content: isUnit ? unitWord : content})];
  });
}

/** Returns HTML with the words marked that are none of a tag’s. */
function marked(html: string, before: string): string {
  return html.replaceAll(/<[^>]*>|\bnats\b(?!²)/g, (found, at: number) =>
    found === "nats" && isMarked(before + html.slice(0, at), html.slice(at + found.length))
      ? unitWord
      : found
  );
}

const unitWord = '<span data-bits="bits">nats</span>';

function isMarked(before: string, after: string): boolean {
  return AFTER.test(before) || BEFORE.test(after);
}
