import type MarkdownIt from "markdown-it";
import {addressOf, type Chapter} from "./contents.js";
import {thumbnailFile, thumbnailSize} from "./thumbnails.js";

/** What the front page says of the others. */
export interface Walkthrough {
  /** The pages, in reading order. */
  present: readonly Chapter[];
  /** How many figures they have. */
  figures: number;
  /** Returns how many minutes a page takes to read. */
  minutes: (path: string) => number;
  /** Returns whether a picture of a page is recorded. */
  isPictured: (path: string) => boolean;
}

/** The path of the front page. */
const FRONT = "/index";

/** The places in the front page, and what goes there. */
const places: Record<string, (walkthrough: Walkthrough) => string> = {
  '<span class="extent"></span>': (walkthrough) =>
    `<span class="extent">${extentOf(walkthrough)}</span>`,
  '<nav class="contents"></nav>': contentsOf
};

/**
 * Fills in the front page how much there is to read, and the contents: a list of the other pages
 * with their pictures.
 *
 * @throws Error from rendering the front page: a place that it does not have, or has twice
 */
export function frontPagePlugin(md: MarkdownIt, walkthrough: Walkthrough): MarkdownIt {
  md.core.ruler.before("placeholder", "front_page", ({tokens, env}) => {
    if ((env as {path?: string}).path !== FRONT) return;
    for (const [place, contentOf] of Object.entries(places)) {
      const holding = tokens.filter(
        ({type, content}) => type === "html_block" && content.includes(place)
      );
      if (holding.length !== 1) {
        const found = holding.length === 0 ? "nowhere" : `${holding.length} times`;
        throw new Error(`invalid src${FRONT}.md: ${place} is there ${found}, expected once`);
      }
      holding[0]!.content = holding[0]!.content.replace(place, () => contentOf(walkthrough));
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

function contentsOf({present, minutes, isPictured}: Walkthrough): string {
  const items = present
    .filter(({path}) => path !== FRONT)
    .map((chapter) => {
      const [number, title] = chapter.name.split(" · ") as [string, string];
      const picture = isPictured(chapter.path)
        ? (["light", "dark"] as const).map((scheme) => thumbnailOf(chapter.path, scheme)).join("")
        : "";
      return (
        `<li><a href="${addressOf(chapter)}"><span class="thumbnail" aria-hidden="true">${picture}</span>` +
        `<span class="contents-name"><span>${number} · </span>${title}</span>` +
        `<span class="quiet">${minutes(chapter.path)} min</span></a></li>`
      );
    });
  return `<nav class="contents" aria-label="Contents"><ol>${items.join("")}</ol></nav>`;
}

/** Returns the picture of a page; the style shows the one that fits how pages look. */
function thumbnailOf(path: string, scheme: "light" | "dark"): string {
  const {width, height} = thumbnailSize;
  return `<img class="in-${scheme}" src="./${thumbnailFile(path, scheme)}" width="${width}" height="${height}" alt="" loading="lazy">`;
}
