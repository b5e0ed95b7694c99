import {extractText, getDocumentProxy} from "unpdf";

/** What is in a PDF. */
export interface PdfContents {
  /** The text of each page, its header first. */
  pages: string[];
  /** The size of the first page, in points. */
  size: number[];
  /** The titles of its outline, from the first level down. */
  outline: string[];
  /** How many links lead within it, and how many to other hosts. */
  links: {inner: number; outer: number};
}

interface Entry {
  title: string;
  items: Entry[];
}

/** Returns a promise to what is in a PDF. */
export async function pdfContents(bytes: Uint8Array): Promise<PdfContents> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const {text} = await extractText(document, {mergePages: false});
  const {width, height} = (await document.getPage(1)).getViewport({scale: 1});
  const links = {inner: 0, outer: 0};
  for (let i = 1; i <= document.numPages; ++i) {
    for (const {dest, url} of await (await document.getPage(i)).getAnnotations()) {
      if (dest) ++links.inner;
      else if (url) ++links.outer;
    }
  }
  const titles = (entries: Entry[]): string[] =>
    entries.flatMap(({title, items}) => [title, ...titles(items)]);
  const outline = titles(((await document.getOutline()) ?? []) as Entry[]);
  return {pages: text, size: [Math.round(width), Math.round(height)], outline, links};
}
