import {readFile} from "node:fs/promises";
import {extname, join} from "node:path";
import {resolveOnSite} from "./addresses.js";

const types: Record<string, string> = {
  ".gif": "image/gif",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2"
};

/** Returns whether a file is a picture or a font, which stand in HTML and CSS as they are. */
export function isInline(path: string): boolean {
  return extname(path) in types;
}

/** Returns a promise to a picture or a font of the built site as a data: address. */
export async function dataAddress(dist: string, path: string): Promise<string> {
  const bytes = await readFile(join(dist, path));
  return `data:${types[extname(path)]};base64,${bytes.toString("base64")}`;
}

/** Returns a promise to a style sheet of the built site with its fonts and pictures inside. */
export async function inlineStyles(dist: string, path: string): Promise<string> {
  const css = await readFile(join(dist, path), "utf8");
  const address = /url\(\s*(["']?)(?!data:|#)([^"')]+)\1\s*\)/g;
  return replaceEach(
    css,
    address,
    async ([, , url]) => `url(${await dataAddress(dist, resolveOnSite(path, url))})`
  );
}

/** Returns a promise to the HTML of a page with the pictures that it shows inside. */
export function inlinePictures(dist: string, page: string, html: string): Promise<string> {
  return replaceEach(
    html,
    /(<img\b[^>]*\bsrc=")(?!data:)([^"]+)"/g,
    async ([, before, src]) => `${before}${await dataAddress(dist, resolveOnSite(page, src))}"`
  );
}

/** Returns a promise to text in which each match of a pattern is replaced by what replace gives. */
export async function replaceEach(
  text: string,
  pattern: RegExp,
  replace: (match: RegExpMatchArray) => Promise<string>
): Promise<string> {
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(at, match.index), await replace(match));
    at = match.index + match[0].length;
  }
  return parts.join("") + text.slice(at);
}
