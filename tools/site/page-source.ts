import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type MarkdownIt from "markdown-it";

/** What rendering knows of where a page comes from. */
export interface SourceEnvironment {
  /** Its address from the root of the site, without an ending. */
  path?: string;
  /** The text of its file, of which Markdown does not see what stands before the page. */
  source?: string;
}

/** Lets whatever renders a page know the text of its file; the first of the plugins. */
export function pageSourcePlugin(md: MarkdownIt, folder: string): MarkdownIt {
  md.core.ruler.before("normalize", "page_source", ({env}) => {
    const page = env as SourceEnvironment;
    if (page.path === undefined) return;
    const file = join(folder, "src", `${page.path}.md`);
    if (existsSync(file)) page.source = readFileSync(file, "utf8");
  });
  return md;
}

/**
 * Returns where a text first stands in the file of a page, such as “src/bound.md, line 42”; the file
 * alone if the text is not there as it is, and undefined where the file is not known.
 *
 * @param below how many lines below the first one of the text
 */
export function placeIn(page: SourceEnvironment, text: string, below = 0): string | undefined {
  const {path, source} = page;
  if (path === undefined) return undefined;
  const file = `src/${path.replace(/^\//, "")}.md`;
  const at = source?.indexOf(text) ?? -1;
  return at < 0 ? file : `${file}, line ${source!.slice(0, at).split("\n").length + below}`;
}
