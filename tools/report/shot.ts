import {launchBrowser} from "../browser/launch-browser.js";
import {pathToFileURL} from "node:url";
const b = await launchBrowser();
const p = await b.newPage({viewport: {width: Number(process.argv[3] ?? 1000), height: 1400}});
await p.goto(pathToFileURL(process.argv[2]).href);
for (const sel of process.argv.slice(4)) {
  await p
    .locator(sel)
    .first()
    .scrollIntoViewIfNeeded()
    .catch(() => {});
  await p.evaluate((s) => document.querySelector(s)?.scrollIntoView(), sel);
  await p.screenshot({path: `/tmp/rep/shot${sel.replace(/\W/g, "_")}.png`});
}
await b.close();
