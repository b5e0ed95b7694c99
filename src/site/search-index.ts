import MiniSearch from "minisearch";

/** A section or figure of a page, as tools/site/page-texts.ts reads it. */
export interface PageText {
  /** The id of its heading or figure; "" for the page itself. */
  anchor: string;
  title: string;
  text: string;
}

/** A section in which all words of a query are found. */
export interface FoundSection {
  /** The page, counted from 0 in the order of the contents. */
  page: number;
  anchor: string;
  title: string;
  /** A piece of its text about the first word that was found, in parts; every second one is found. */
  excerpt: string[];
}

/** The characters of an excerpt before the word that was found, and in all. */
const BEFORE = 40;
const LENGTH = 150;

/** How readers write letters that the pages write as the paper does. */
const letters: Record<string, string> = {
  alpha: "α",
  beta: "β",
  epsilon: "ε",
  theta: "θ",
  phi: "φ",
  mu: "μ",
  sigma: "σ",
  elbo: "ℒ"
};

/** A word, or a number; what is raised to a power stands by itself. */
const WORD = /[\p{L}\p{Nd}]+/gu;

/** Returns a word as it is compared: without case and accents, and with letters as the paper’s. */
function compared(word: string): string {
  const plain = word
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  return letters[plain] ?? plain;
}

/** Returns a search over the pages of the walkthrough: from a query to sections, the best first. */
export function searchOver(
  pages: readonly (readonly PageText[])[]
): (query: string) => FoundSection[] {
  const sections = pages.flatMap((texts, page) => texts.map((section) => ({page, ...section})));
  const index = new MiniSearch<PageText & {id: number}>({
    fields: ["title", "text"],
    tokenize: (text) => text.match(WORD) ?? [],
    processTerm: compared,
    searchOptions: {
      boost: {title: 4},
      combineWith: "AND",
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false)
    }
  });
  index.addAll(sections.map((section, id) => ({...section, id})));
  return (query) =>
    index.search(query).map(({id, terms}) => {
      const {page, anchor, title, text} = sections[id as number]!;
      return {page, anchor, title, excerpt: excerptOf(text, new Set(terms))};
    });
}

/** Returns a piece of a text about the first of some words in it. */
function excerptOf(text: string, terms: ReadonlySet<string>): string[] {
  const words = [...text.matchAll(WORD)];
  const isFound = ([word]: RegExpExecArray) => terms.has(compared(word));
  const first = words.find(isFound)?.index ?? 0;
  const isBegun = first <= BEFORE;
  // From the beginning of a word to the end of one.
  const start = isBegun ? 0 : text.indexOf(" ", first - BEFORE) + 1;
  const last = text.lastIndexOf(" ", start + LENGTH);
  const end = start + LENGTH >= text.length ? text.length : last;
  const parts = [isBegun ? "" : "… "];
  let at = start;
  for (const match of words) {
    if (match.index < start || match.index + match[0].length > end || !isFound(match)) continue;
    parts[parts.length - 1] += text.slice(at, match.index);
    parts.push(match[0], "");
    at = match.index + match[0].length;
  }
  parts[parts.length - 1] += text.slice(at, end) + (end < text.length ? " …" : "");
  return parts;
}
