import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {Browser, Locator} from "playwright-core";
import {type Thumbnail, thumbnailFile, thumbnails, thumbnailSize} from "../site/thumbnails.js";
import {drawn, withPage} from "./site-shots.js";
import {asWebp} from "./webp.js";

/** How many pixels of a thumbnail a CSS pixel gets, so that it is sharp on a fine screen. */
const SCALE = 2;

/** How a thumbnail is kept: some 2 kB each. */
const KEPT = {
  width: thumbnailSize.width * SCALE,
  height: thumbnailSize.height * SCALE,
  quality: 0.7
};

/** What is too small to be read in a thumbnail, and what stands beside a formula. */
const HIDDEN = "svg text, main > p, .way { visibility: hidden !important }";

/** Writes the pictures of the contents from a built site below src. */
export async function recordThumbnails(browser: Browser, site: string, src: string): Promise<void> {
  for (const thumbnail of thumbnails) {
    for (const scheme of ["light", "dark"] as const) {
      const address = `${site}${thumbnail.path.slice(1)}.html`;
      const picture = await withPage(browser, address, {scheme, scale: SCALE}, async (page) => {
        const part = page.locator(thumbnail.part).first();
        await drawn(part);
        await page.addStyleTag({content: HIDDEN});
        return shot(part, thumbnail);
      });
      const file = join(src, thumbnailFile(thumbnail.path, scheme));
      await mkdir(dirname(file), {recursive: true});
      await writeFile(file, await asWebp(browser, picture, KEPT));
    }
  }
}

/** Returns a promise to a part of a page as a PNG, three by two. */
async function shot(part: Locator, {place}: Thumbnail): Promise<Buffer> {
  const box = (await part.boundingBox())!;
  const ratio = thumbnailSize.width / thumbnailSize.height;
  const most = Math.min(box.width, box.height * ratio);
  const [left, top, width] =
    place === undefined
      ? [(box.width - most) / 2, (box.height - most / ratio) / 2, most]
      : place.map((share) => share * box.width);
  const clip = {x: box.x + left!, y: box.y + top!, width: width!, height: width! / ratio};
  return part.page().screenshot({clip, animations: "disabled"});
}
