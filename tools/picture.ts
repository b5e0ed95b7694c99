/**
 * Takes pictures of the built site: `npm run picture` writes those of the README into docs/, the
 * thumbnails of the contents into src/data/thumbnails/, and what figures show until they are live
 * into src/data/first-frame/; another build then shows them. With `--figures gap,plate` it records
 * the last for these figures alone.
 */
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {serve} from "../test/harness/serve.js";
import {launchBrowser} from "./browser/launch-browser.js";
import {recordFirstFrames} from "./pictures/record-first-frames.js";
import {recordThumbnails} from "./pictures/record-thumbnails.js";
import {drawn, withPage} from "./pictures/site-shots.js";
import {projectFolder} from "./project.js";

const {figures} = parseArgs({options: {figures: {type: "string"}}}).values;
const dist = join(projectFolder, "dist");
const server = await serve(dist);
const browser = await launchBrowser();
try {
  await assertWithoutData();
  await recordFirstFrames(browser, server.url, {folder: projectFolder, only: figures?.split(",")});
  if (figures === undefined) await recordPages();
} finally {
  await browser.close();
  await server.close();
}

/** Throws an error if the built site shows images of the data sets, which are not to be kept. */
async function assertWithoutData(): Promise<void> {
  const examples = join(dist, "_file", "data", "examples");
  for (const name of await readdir(examples)) {
    if (!(await readFile(join(examples, name), "utf8")).includes('"test images"')) continue;
    throw new Error("invalid site: it shows test images; build it without AEVB_DATA, --offline");
  }
}

async function recordPages(): Promise<void> {
  const docs = (name: string) => join(projectFolder, "docs", `${name}.png`);
  const shot = {width: 1240, height: 840, scale: 1.5};
  await withPage(browser, server.url, shot, async (page) => {
    await page.waitForLoadState("networkidle");
    await page.screenshot({path: docs("board")});
  });
  const tall = {...shot, height: 1000};
  for (const [path, figure] of [
    ["bound", "gap"],
    ["manifold", "manifold"]
  ] as const) {
    await withPage(browser, `${server.url}${path}.html`, tall, async (page) => {
      const view = page.locator(`#${figure} .exhibit-view`);
      await drawn(view);
      const {x, y, width, height} = (await view.boundingBox())!;
      const clip = {x: x - 16, y: y - 16, width: width + 32, height: height + 32};
      await page.screenshot({path: docs(figure), clip});
    });
  }
  await recordThumbnails(browser, server.url, join(projectFolder, "src"));
}
