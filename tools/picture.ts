/**
 * Takes pictures of the built site: `npm run picture` writes those of the README into docs/, and the
 * thumbnails of the contents into src/data/thumbnails/, which another build then shows.
 */
import {join} from "node:path";
import {serve} from "../test/harness/serve.js";
import {launchBrowser} from "./browser/launch-browser.js";
import {recordThumbnails} from "./pictures/record-thumbnails.js";
import {drawn, withPage} from "./pictures/site-shots.js";
import {projectFolder} from "./project.js";

const server = await serve(join(projectFolder, "dist"));
const browser = await launchBrowser();
try {
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
} finally {
  await browser.close();
  await server.close();
}
