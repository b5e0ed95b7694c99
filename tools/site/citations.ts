import type MarkdownIt from "markdown-it";
import type {ReferenceKind} from "./link-notes.js";
import type {Work} from "./references.js";
import {works} from "./references.js";

/** Where the notes list all works. */
const listPlace = '<div class="reference-list"></div>';

/** `@hinton1995` reads “Hinton and others (1995)”, and `[@hinton1995]` “(Hinton and others, 1995)”. */
export const citations: ReferenceKind = {
  pattern: /\[@([a-z]+\d{4}[a-z]?)\]|@([a-z]+\d{4}[a-z]?)/g,
  find([, inBrackets, plain], path) {
    const id = (inBrackets ?? plain)!;
    const work = works.find((one) => one.id === id);
    if (work === undefined) {
      throw new Error(
        `invalid citation on ${path}: @${id}, expected one of tools/site/references.ts`
      );
    }
    const {year} = work;
    const text =
      plain === undefined ? `(${shortNames(work)}, ${year})` : `${shortNames(work)} (${year})`;
    const note = path === "/notes" ? undefined : entry(work);
    return {id: `work-${id}`, page: "/notes", text, note};
  }
};

/** Fills the place of the list of works. */
export function workListPlugin(md: MarkdownIt): MarkdownIt {
  md.core.ruler.push("work_list", ({tokens}) => {
    for (const token of tokens) {
      if (token.type !== "html_block") continue;
      token.content = token.content.replace(listPlace, () => {
        const items = works.map((work) => `<li id="work-${work.id}">${entry(work)}</li>`);
        return `<ul class="reference-list">${items.join("")}</ul>`;
      });
    }
  });
  return md;
}

function shortNames({authors}: Work): string {
  if (authors.length > 3) return `${authors[0]} and others`;
  return namesOf(authors);
}

function namesOf(authors: readonly string[]): string {
  const last = authors.at(-1)!;
  return authors.length === 1 ? last : `${authors.slice(0, -1).join(", ")} and ${last}`;
}

function entry({authors, year, title, venue, arxiv}: Work): string {
  const address =
    arxiv === undefined ? "" : ` <a href="https://arxiv.org/abs/${arxiv}">arXiv:${arxiv}</a>.`;
  return `${namesOf(authors)} (${year}). <em>${title}.</em> ${venue}.${address}`;
}
