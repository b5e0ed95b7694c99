import {FileAttachment} from "observablehq:stdlib";

/**
 * Returns a promise to the Markdown of a page, as the site was built from it.
 *
 * The sources come as one file that a loader writes, and not as files of their own: Framework names
 * a module after the files that it may fetch, so in a preview an edit of any page would give every
 * module above this one another name, and run the cells of every page again.
 *
 * @param page its name, such as `bound`
 * @throws Error (as a rejection) if there is no such page, or its source cannot be fetched
 */
export async function pageSource(page: string): Promise<string> {
  let sources: Record<string, string>;
  try {
    sources = (await FileAttachment("../data/page-sources.json").json()) as typeof sources;
  } catch (cause) {
    throw new Error(`the source of this page, ${page}.md, could not be fetched; try again`, {
      cause
    });
  }
  if (!Object.hasOwn(sources, page)) {
    throw new RangeError(`invalid page: ${page}, it has no source`);
  }
  return sources[page]!;
}
