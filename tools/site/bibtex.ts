import type {Work} from "./references.js";

/** “Journal of Machine Learning Research 14”: a journal, its volume, and its number in brackets. */
const journal = /^(?<name>.+?) (?<volume>\d+)(?: \((?<number>\d+)\))?$/;
/** What papers are read at. */
const meeting = /\b(?:Conference|Workshop|Advances in Neural)\b/;

/** Returns works as a BibTeX file, an entry each, in their order. */
export function bibtexOf(works: readonly Work[]): string {
  return works.map(entryOf).join("\n");
}

function entryOf({id, authors, year, title, venue, arxiv}: Work): string {
  const fields = {
    title: `{${title}}`, // braces keep its capitals
    author: authors.join(" and "),
    year: String(year),
    ...venueFields(venue),
    ...(arxiv === undefined
      ? {}
      : {eprint: arxiv, archiveprefix: "arXiv", url: `https://arxiv.org/abs/${arxiv}`})
  };
  const {type, ...rest} = fields;
  const lines = Object.entries(rest).map(([name, value]) => `  ${name} = {${value}}`);
  return `@${type}{${id},\n${lines.join(",\n")}\n}\n`;
}

/** Returns the kind of an entry, and the fields that say where it was published. */
function venueFields(venue: string): {type: string} & Record<string, string> {
  if (meeting.test(venue)) return {type: "inproceedings", booktitle: venue};
  const {name, volume, number} = journal.exec(venue)?.groups ?? {};
  if (name === undefined) return {type: "misc", howpublished: venue};
  return {
    type: "article",
    journal: name,
    volume: volume!,
    ...(number === undefined ? {} : {number})
  };
}
