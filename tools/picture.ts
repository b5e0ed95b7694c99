import {join} from "node:path";
import {serve} from "../test/harness/serve.js";
import {launchBrowser} from "./browser/launch-browser.js";
import {projectFolder} from "./project.js";

/** Takes the picture of the board for the README from the built site: `npm run picture`. */

const server = await serve(join(projectFolder, "dist"));
const browser = await launchBrowser();
try {
  const page = await browser.newPage({
    viewport: {width: 1180, height: 580},
    deviceScaleFactor: 1.5,
    colorScheme: "light"
  });
  await page.goto(server.url);
  await page.waitForLoadState("networkidle");
  await page.screenshot({path: join(projectFolder, "docs", "board.png")});
} finally {
  await browser.close();
  await server.close();
}
