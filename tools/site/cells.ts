import MarkdownIt from "markdown-it";

/** A fenced block of a page that runs in the reader's browser. */
export interface Cell {
  /** Its language, as the fence says: ts, js, … */
  language: string;
  /** The index, from 0, of the line that opens its fence. */
  line: number;
  /** What stands between the fences. */
  source: string;
}

const live = new Set(["js", "ts", "jsx", "tsx"]);
const markdown = new MarkdownIt({html: true});

/** Returns the cells of a page, in order; a fence marked `run=false` is none. */
export function findCells(page: string): Cell[] {
  const frontMatter = /^---\r?\n[\s\S]*?\n---\r?\n/.exec(page)?.[0] ?? "";
  const blank = frontMatter.replaceAll(/[^\n]/g, "");
  const tokens = markdown.parse(blank + page.slice(frontMatter.length), {});
  return tokens
    .filter((token) => token.type === "fence" && !/\brun="?false\b/.test(token.info))
    .map((token) => ({
      language: token.info.trim().split(/\s/)[0]!,
      line: token.map![0],
      source: token.content
    }))
    .filter(({language}) => live.has(language));
}
