import type MarkdownIt from "markdown-it";
import {createMarkdownIt, parseMarkdown} from "../../../tools/site/framework-markdown.js";

/** Returns a function that renders the text of a page as Framework does with some plugins. */
export function frameworkMarkdown(
  plugins: (md: MarkdownIt) => MarkdownIt
): (text: string, path?: string) => string {
  const md = createMarkdownIt({markdownIt: plugins});
  return (text, path = "/page") => parseMarkdown(text, {md, path}).body;
}
