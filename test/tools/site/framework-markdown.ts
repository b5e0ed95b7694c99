import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type MarkdownIt from "markdown-it";
import {frameworkFolder} from "../../../tools/site/framework.js";

/** Framework's own Markdown, which its package does not export. */
interface FrameworkMarkdown {
  createMarkdownIt(options: {markdownIt: (md: MarkdownIt) => MarkdownIt}): MarkdownIt;
  parseMarkdown(text: string, options: {md: MarkdownIt; path: string}): {body: string};
}

const address = pathToFileURL(join(frameworkFolder, "dist", "markdown.js")).href;
const {createMarkdownIt, parseMarkdown} = (await import(address)) as FrameworkMarkdown;

/** Returns a function that renders the text of a page as Framework does with some plugins. */
export function frameworkMarkdown(
  plugins: (md: MarkdownIt) => MarkdownIt
): (text: string, path?: string) => string {
  const md = createMarkdownIt({markdownIt: plugins});
  return (text, path = "/page") => parseMarkdown(text, {md, path}).body;
}
