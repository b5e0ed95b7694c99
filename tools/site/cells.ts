import MarkdownIt from "markdown-it";
import type {Token} from "markdown-it";

/** A fenced block of a page that runs in the reader's browser. */
export interface Cell {
  /** Its language, as the fence says: ts, js, … */
  language: string;
  /** The index, from 0, of the line that opens its fence. */
  line: number;
  /** The index of the line that closes it; null if nothing does. */
  close: number | null;
  /** What stands between the fences. */
  source: string;
}

const live = new Set(["js", "ts", "jsx", "tsx"]);
const markdown = new MarkdownIt({html: true});

/** Returns the cells of a page, in order; a fence marked `run=false` is none. */
export function findCells(page: string): Cell[] {
  return parsed(page)
    .filter((token) => token.type === "fence")
    .map(({info, map, content}) => ({
      language: cellLanguage(info),
      line: map![0],
      close: closingLine(map!, content),
      source: content
    }))
    .filter((cell): cell is Cell => cell.language !== undefined);
}

/** Returns the line that closes a fence: the last of its lines, if that is not one of its text. */
function closingLine([first, end]: [number, number], content: string): number | null {
  const lines = content === "" ? 0 : content.replace(/\n$/, "").split("\n").length;
  return end - first === lines + 2 ? end - 1 : null;
}

/**
 * Returns the source of a page as the site carries it: its text, and where its cells stand in it and
 * its sections end.
 */
export function pageSource(page: string) {
  const fences = findCells(page).map(({line, close}) => [line, close] as const);
  return {markdown: page, fences, sections: sectionEnds(page)};
}

/**
 * Returns the index of the line after each section of a page: that of the heading that begins the
 * next one, and the number of lines. The first section is what comes before the first heading of
 * the second level.
 */
function sectionEnds(page: string): number[] {
  const headings = parsed(page).filter((token) => isSectionHeading(token));
  return [...headings.map(({map}) => map![0]), page.split("\n").length];
}

/** Returns whether a token opens the heading of a section. */
export function isSectionHeading({type, tag, level}: Token): boolean {
  return type === "heading_open" && tag === "h2" && level === 0;
}

/** Returns a page as Markdown reads it; lines are those of its file. */
function parsed(page: string): Token[] {
  const matter = frontMatter(page);
  const blank = matter.replaceAll(/[^\n]/g, "");
  return markdown.parse(blank + page.slice(matter.length), {});
}

/** Returns what a page says of itself before its text, between lines of `---`; "" if nothing. */
export function frontMatter(page: string): string {
  return /^---\r?\n[\s\S]*?\n---\r?\n/.exec(page)?.[0] ?? "";
}

/** Returns the language of a fence that runs, from what stands behind its ticks. */
export function cellLanguage(info: string): string | undefined {
  const language = info.trim().split(/\s/)[0]!;
  return live.has(language) && !/\brun="?false\b/.test(info) ? language : undefined;
}
