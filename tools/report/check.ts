import {launchBrowser} from "../browser/launch-browser.js";
import {pathToFileURL} from "node:url";
const b = await launchBrowser();
const c = await b.newContext({viewport: {width: 1280, height: 900}});
await c.setOffline(true);
const p = await c.newPage();
p.on("console", (m) => console.log(m.type(), m.text().slice(0, 300)));
p.on("pageerror", (e) => console.log("ERR", e.message, e.stack?.slice(0, 600)));
p.on("requestfailed", (r) => console.log("FAILED", r.url().slice(0, 200)));
const url = pathToFileURL(process.argv[2]).href;
for (const page of process.argv[3].split(",")) {
  const t = Date.now();
  await p.goto(`${url}?page=${page}`);
  console.log(page, "loaded", Date.now() - t);
  await p.waitForTimeout(4000);
  console.log(
    await p.title(),
    await p.locator(".observablehq--error").allTextContents(),
    await p.locator("observablehq-loading").count(),
    await p.locator("a").first().getAttribute("href")
  );
  await p.screenshot({path: `/tmp/rep/${page.replaceAll("/", "_")}.png`});
}
await b.close();
