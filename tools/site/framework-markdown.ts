import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type MarkdownIt from "markdown-it";
import {frameworkFolder} from "./framework.js";

/** Framework's own Markdown, which its package does not export. */
interface FrameworkMarkdown {
  createMarkdownIt(options: {markdownIt: (md: MarkdownIt) => MarkdownIt}): MarkdownIt;
  parseMarkdown(text: string, options: {md: MarkdownIt; path: string}): {body: string};
}

const address = pathToFileURL(join(frameworkFolder, "dist", "markdown.js")).href;
export const {createMarkdownIt, parseMarkdown} = (await import(address)) as FrameworkMarkdown;
