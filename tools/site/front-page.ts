import type MarkdownIt from "markdown-it";
import type {Chapter} from "./contents.js";

/** What the front page says of the others. */
export interface Walkthrough {
  /** The pages, in reading order. */
  present: readonly Chapter[];
  /** How many figures they have. */
  figures: number;
  /** Returns how many minutes a page takes to read. */
  minutes: (path: string) => number;
}

/** Where the page wants to know how much there is to read. */
const extentPlace = '<span class="extent"></span>';

/** Fills in how much there is to read. */
export function frontPagePlugin(md: MarkdownIt, walkthrough: Walkthrough): MarkdownIt {
  md.core.ruler.before("placeholder", "front_page", ({tokens}) => {
    for (const token of tokens) {
      if (token.type !== "html_block" || !token.content.includes(extentPlace)) continue;
      token.content = token.content.replace(
        extentPlace,
        () => `<span class="extent">${extentOf(walkthrough)}</span>`
      );
    }
  });
  return md;
}

/**
 * Returns how much there is to read, such as “10 sections, 21 figures, 98 minutes”. A section is a
 * page on a part of the paper; the board, the exercises and the notes are none.
 */
export function extentOf({present, figures, minutes}: Walkthrough): string {
  const sections = present.filter(({name}) => /^([1-9]|[A-F] )/.test(name)).length;
  const all = present.reduce((total, {path}) => total + minutes(path), 0);
  return `${sections} sections, ${figures} figures, ${all} minutes`;
}
