import {readFile, readdir} from "node:fs/promises";
import {join, sep} from "node:path";
import {chapters} from "../site/contents.js";

/** A page of the built site. */
export interface SitePage {
  /** Its address from the root, without an ending: “bound”, “models/README”; “index” first. */
  name: string;
  html: string;
}

/**
 * Returns a promise to pages of a built site, those of the walkthrough first and in its order.
 *
 * @param names the pages to read; without it all
 * @throws Error (as a rejection) that lists the pages there are, if one is not among them
 */
export async function sitePages(dist: string, names?: readonly string[]): Promise<SitePage[]> {
  const known = await pageNames(dist);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`unknown page: ${unknown}, expected some of ${known.join(", ")}`);
  }
  const chosen = known.filter((name) => names === undefined || names.includes(name));
  return Promise.all(
    chosen.map(async (name) => ({name, html: await readFile(join(dist, `${name}.html`), "utf8")}))
  );
}

/** What the site's pages say of themselves, and reports beside them do not. */
const GENERATOR = '<meta name="generator" content="Observable Framework';

/** The characters at its beginning within which a page says so. */
const HEAD = 2000;

/** Returns a promise to the names of all pages of the site, in their order. */
export async function pageNames(dist: string): Promise<string[]> {
  const order = chapters.map(({path}) => path.slice(1));
  const place = (name: string) => {
    const at = order.indexOf(name);
    return at === -1 ? order.length : at;
  };
  const files = (await readdir(dist, {recursive: true})).filter((file) => file.endsWith(".html"));
  const texts = await Promise.all(files.map((file) => readFile(join(dist, file), "utf8")));
  return files
    .filter((_file, i) => texts[i].slice(0, HEAD).includes(GENERATOR))
    .map((file) => file.replaceAll(sep, "/").replace(/\.html$/, ""))
    .toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
