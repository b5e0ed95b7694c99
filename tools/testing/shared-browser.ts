import {join} from "node:path";
import {chromium} from "playwright-core";
import {projectFolder} from "../project.js";
import {browserOptions} from "../browser/launch-browser.js";
import {serve} from "../../test/harness/serve.js";

/**
 * Starts one browser, and one server of the built site, for all processes that test pages: those
 * find them by AEVB_BROWSER and AEVB_SITE, see test/harness/site.ts. Returns a promise to how to
 * stop them.
 */
export async function shareBrowser(): Promise<() => Promise<void>> {
  const server = await serve(join(projectFolder, "dist"));
  const browser = await chromium.launchServer(browserOptions());
  process.env.AEVB_BROWSER = browser.wsEndpoint();
  process.env.AEVB_SITE = server.url;
  return async () => {
    await browser.close();
    await server.close();
  };
}
