import type MarkdownIt from "markdown-it";

/**
 * Turns links between Markdown files, `[card](mnist-2d/CARD.md#data)`, into links between the
 * pages that they become, `mnist-2d/CARD#data`; so that they work in a repository's view as well.
 */
export function pageLinksPlugin(md: MarkdownIt): MarkdownIt {
  md.core.ruler.push("page_links", ({tokens}) => {
    for (const token of tokens.flatMap(({children}) => children ?? [])) {
      const href = token.type === "link_open" ? token.attrGet("href") : null;
      if (href === null || /^[a-z]+:|^\//.test(href)) continue;
      token.attrSet("href", href.replace(/\.md(?=#|$)/, ""));
    }
  });
  return md;
}
