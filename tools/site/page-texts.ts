import type {Token} from "markdown-it";
import {createMarkdownIt} from "./framework-markdown.js";
import {frontMatter} from "./cells.js";
import {citations} from "./citations.js";
import {mathPlugin} from "./math.js";

/** A section or figure of a page, as a search finds it. */
export interface PageText {
  /** The id of its heading or figure; "" for what comes before the first one. */
  anchor: string;
  title: string;
  /** Its text, without formulas in lines of their own, code and expressions. */
  text: string;
}

const markdown = createMarkdownIt({markdownIt: mathPlugin});

/** Returns the sections and figures of a page, in order; those without a text are left out. */
export function pageTexts(page: string): PageText[] {
  const tokens = markdown.parse(page.slice(frontMatter(page).length), {code: [], startLine: 0});
  const texts: PageText[] = [{anchor: "", title: "", text: ""}];
  /** The section in whose midst a figure stands. */
  let around: PageText | undefined;
  const add = (text: string) => (texts.at(-1)!.text += ` ${text}`);

  function addHtml(html: string): void {
    // The text of a figure’s frame is a section by itself.
    for (const part of html.split(/(?=<figure\b)|(?<=<\/figure>)/)) {
      const [, id] = /^<figure class="exhibit" id="([^"]+)"/.exec(part) ?? [];
      if (id !== undefined) {
        around = texts.at(-1);
        const [, title = ""] = /<h3[^>]*>([^]*?)<\/h3>/.exec(part) ?? [];
        texts.push({anchor: id, title: plainText(title), text: ""});
      }
      add(plainText(part.replace(/<h3[^>]*>[^]*?<\/h3>/, "")));
      if (around !== undefined && part.includes("</figure>")) {
        texts.push({...around, text: ""});
        around = undefined;
      }
    }
  }

  for (const [i, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const title = inlineText(tokens[i + 1]!);
      if (token.tag === "h1") texts[0]!.title = title;
      else texts.push({anchor: token.attrGet("id") ?? "", title, text: ""});
    } else if (token.type === "html_block") addHtml(token.content);
    else if (token.type === "inline" && tokens[i - 1]?.type !== "heading_open") {
      for (const child of token.children ?? []) {
        if (child.type === "html_block") addHtml(child.content);
      }
      add(inlineText(token));
    }
  }
  return joined(texts).filter(({text}) => /\w/.test(text));
}

/** Returns texts of which those of one place are one. */
function joined(texts: readonly PageText[]): PageText[] {
  const places = new Map<string, PageText>();
  for (const {anchor, title, text} of texts) {
    const before = places.get(anchor)?.text ?? "";
    places.set(anchor, {anchor, title, text: `${before} ${text}`.replaceAll(/\s+/g, " ").trim()});
  }
  return [...places.values()];
}

function inlineText({children}: Token): string {
  const parts = (children ?? []).map(({type, content, meta}) => {
    if (type === "code_inline") return content;
    if (type === "text") return withCitations(content);
    if (type === "math") return plainFormula(content) + String(meta ?? "");
    return type === "softbreak" || type === "hardbreak" ? " " : "";
  });
  return parts.join("");
}

/** Returns a text with its citations as pages show them. */
function withCitations(text: string): string {
  const matches = [...text.matchAll(citations.pattern)];
  return matches.reduce(
    (result, match) => result.replace(match[0], citations.find(match, "")!.text),
    text
  );
}

const entities: Record<string, string> = {amp: "&", lt: "<", gt: ">", nbsp: " ", quot: '"'};

/** Returns the text of some HTML of a page’s source. */
function plainText(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[^]*?<\/\1>/g, " ")
    .replaceAll(/<[^>]*>/g, (tag) =>
      /^<\/?(b|i|em|strong|span|a|code|sub|sup)\b/.test(tag) ? "" : " "
    )
    .replaceAll(/\$([^$]+)\$/g, (_, formula: string) => plainFormula(formula))
    .replaceAll(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity);
}

const letters: Record<string, string> = {
  alpha: "α",
  beta: "β",
  epsilon: "ε",
  eps: "ε",
  theta: "θ",
  phi: "φ",
  Phi: "Φ",
  mu: "μ",
  sigma: "σ",
  Sigma: "Σ",
  sum: "Σ",
  nabla: "∇",
  odot: "⊙",
  sim: "~",
  to: "→",
  cdot: "·",
  times: "×",
  le: "≤",
  ge: "≥",
  mid: "|",
  Vert: "‖",
  log: "log ",
  exp: "exp ",
  KL: "KL",
  prior: "p(z)",
  post: "p(z|x)",
  lik: "p(x|z)",
  px: "p(x)",
  q: "q(z|x)"
};

/** Returns a formula as one would write it in a line of plain text. */
function plainFormula(tex: string): string {
  return tex
    .replaceAll(/\\term\{[^}]*\}/g, "")
    .replaceAll(/_(\\theta|\\phi)/g, "")
    .replaceAll(/\\mathcal\s*\{?L\}?/g, "ℒ")
    .replaceAll(/\\([A-Za-z]+)/g, (_, name: string) => letters[name] ?? "")
    .replaceAll(/\\[,;! ]/g, " ")
    .replaceAll(/[{}\\]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}
