import {FileAttachment, type File} from "observablehq:stdlib";

/** The sources of the pages with cells; Framework finds files by literal names. */
const files: Record<string, () => File> = {
  index: () => FileAttachment("../index.md"),
  introduction: () => FileAttachment("../introduction.md"),
  scenario: () => FileAttachment("../scenario.md"),
  bound: () => FileAttachment("../bound.md"),
  algorithm: () => FileAttachment("../algorithm.md"),
  reparameterization: () => FileAttachment("../reparameterization.md"),
  vae: () => FileAttachment("../vae.md"),
  related: () => FileAttachment("../related.md"),
  experiments: () => FileAttachment("../experiments.md"),
  manifold: () => FileAttachment("../manifold.md"),
  appendices: () => FileAttachment("../appendices.md"),
  "reading-group": () => FileAttachment("../reading-group.md"),
  notes: () => FileAttachment("../notes.md")
};

/**
 * Returns a promise to the Markdown of a page as it was when the site was built.
 *
 * @param page its name, such as `bound`
 * @throws Error (as a rejection) if there is no such page, or its source cannot be fetched
 */
export async function pageSource(page: string): Promise<string> {
  if (!Object.hasOwn(files, page)) throw new RangeError(`invalid page: ${page}, it has no source`);
  try {
    return await files[page]().text();
  } catch (cause) {
    throw new Error(`the source of this page, ${page}.md, could not be fetched; try again`, {
      cause
    });
  }
}
