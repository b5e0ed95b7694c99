/**
 * Takes pictures of the built site: `npm run picture` writes those of the README into docs/, and the
 * thumbnails of the contents into src/data/thumbnails/, which another build then shows.
 */
import {join} from "node:path";
import {serve} from "../test/harness/serve.js";
import {launchBrowser} from "./browser/launch-browser.js";
import {recordThumbnails} from "./pictures/record-thumbnails.js";
import {withPage} from "./pictures/site-shots.js";
import {projectFolder} from "./project.js";

const server = await serve(join(projectFolder, "dist"));
const browser = await launchBrowser();
try {
  const board = {width: 1180, height: 580, scale: 1.5};
  await withPage(browser, server.url, board, async (page) => {
    await page.waitForLoadState("networkidle");
    await page.screenshot({path: join(projectFolder, "docs", "board.png")});
  });
  await recordThumbnails(browser, server.url, join(projectFolder, "src"));
} finally {
  await browser.close();
  await server.close();
}
