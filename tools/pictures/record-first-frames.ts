import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import type {Browser, Locator, Page} from "playwright-core";
import {figuresOf} from "../site/figure-list.js";
import {firstFrameFile, type FrameLook} from "../site/first-frames.js";
import {drawn, withPage} from "./site-shots.js";
import {asWebp} from "./webp.js";

/**
 * The windows that figures are recorded in, higher than any of them: a window that grew for one would
 * lay it out anew. What a phone shows it shows with finer pixels.
 */
const WINDOWS = {
  wide: {width: 1440, height: 1600, scale: 1},
  narrow: {width: 390, height: 2600, scale: 1.25, isPhone: true}
} as const;

/** The quality as WebP files: text can be read. */
const QUALITY = 0.5;

/** What lies over a figure while the page is scrolled. */
const HIDDEN = ".way, .state-lines { display: none !important }";

/** Options for recordFirstFrames. */
export interface FirstFramesOptions {
  /** The site’s folder of sources, below which the pictures go. */
  folder: string;
  /** The ids of the figures to record; by default all that wait for their scripts. */
  only?: readonly string[];
}

/**
 * Records what the figures of a built site show at first, live, in light and dark colors, on a
 * screen and on a phone.
 */
export async function recordFirstFrames(
  browser: Browser,
  site: string,
  {folder, only}: FirstFramesOptions
): Promise<void> {
  const figures = figuresOf(folder).filter(({id}) => only?.includes(id) ?? true);
  for (const name of new Set(figures.map(({page}) => page))) {
    const ids = figures.filter((figure) => figure.page === name).map(({id}) => id);
    for (const width of ["wide", "narrow"] as const) {
      await withPage(browser, `${site}${name}.html`, WINDOWS[width], async (page) => {
        await page.addStyleTag({content: HIDDEN});
        for (const id of ids) {
          const view = page.locator(`#${id} [aria-busy]`).first();
          if ((await view.count()) === 0) continue;
          await drawn(view);
          for (const scheme of ["light", "dark"] as const) {
            await page.emulateMedia({colorScheme: scheme, reducedMotion: "reduce"});
            const picture = await asWebp(browser, await shot(page, view), {quality: QUALITY});
            await keep(join(folder, "src"), id, {scheme, width}, picture);
          }
        }
      });
    }
  }
}

/** Returns a promise to a view as a PNG, once it is drawn in the colors of the page. */
async function shot(page: Page, view: Locator): Promise<Buffer> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  );
  return view.screenshot({animations: "disabled"});
}

async function keep(src: string, figure: string, look: FrameLook, picture: Buffer): Promise<void> {
  const file = join(src, firstFrameFile(figure, look));
  await mkdir(dirname(file), {recursive: true});
  await writeFile(file, picture);
}
