import {stat} from "node:fs/promises";
import {join} from "node:path";
import {resolveOnSite} from "./addresses.js";
import {dataAddress, replaceEach} from "./inline-files.js";

/** A picture below this size, in bytes, is not worth a request. */
const SMALL = 2048;

/**
 * Returns a promise to a page of the built site whose small pictures stand in it.
 *
 * @param path the page, in the site
 */
export function withSmallPictures(dist: string, path: string, html: string): Promise<string> {
  // What a page loads late is none of its first requests.
  const early = /(<img\b(?![^>]*\bloading="lazy")[^>]*\bsrc=")(?!data:)([^"]+)"/g;
  return replaceEach(html, early, async ([all, before, src]) => {
    const picture = resolveOnSite(path, src!);
    const {size} = await stat(join(dist, picture));
    return size < SMALL ? `${before}${await dataAddress(dist, picture)}"` : all;
  });
}

/** What the first picture of the board needs, in the order in which it is used. */
const FIRST = [
  "./models/mnist-2d/manifest.json",
  "./vendor/kernel-relaxed.wasm",
  "./models/mnist-2d/decoder/int8.bin"
];

/**
 * Returns the front page with the files of the board’s first picture asked for at once: modules
 * that ask for modules would ask for them three round trips later. A page without a board stays as it is.
 *
 * @throws Error if the page no longer names one of them
 */
export function withEarlyFiles(html: string): string {
  if (!html.includes('class="board')) return html;
  const links = FIRST.map((name) => {
    const at = html.indexOf(`registerFile("${name}"`);
    const path = /"path":"([^"]*)"/.exec(html.slice(Math.max(0, at)))?.[1];
    if (at < 0 || path === undefined) throw new Error(`the front page does not name ${name}`);
    return `<link rel="preload" as="fetch" crossorigin href="${path}">\n`;
  });
  return html.replace("</head>", () => `${links.join("")}</head>`);
}
