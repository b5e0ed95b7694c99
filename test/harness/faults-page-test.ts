import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import {watchFaults} from "./faults.js";
import {serve} from "./serve.js";
import {until} from "./waiting.js";
import {temporaryFolder} from "../tools/temporary-folder.js";
import {launchBrowser} from "../../tools/browser/launch-browser.js";

test("watchFaults(page, url) sees errors, failures and other hosts, and nothing else", async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, "deep"));
  await writeFile(
    join(folder, "deep", "page.html"),
    `<img src="data:,x"><img src="../gone.png"><img src="http://other.invalid/a.png">
     <script>console.warn("fine"); console.error("wrong"); fetch("../gone.png", {method: "POST"});
     throw new Error("thrown");</script>`
  );
  const server = await serve(folder);
  t.after(() => server.close());
  const browser = await launchBrowser();
  t.after(() => browser.close());

  const page = await browser.newPage();
  const faults = watchFaults(page, server.url);
  await page.goto(`${server.url}deep/page`);
  const seen = async () => faults.map((fault) => fault.replace(/: net::.*/, ": (why)")).toSorted();
  assert.deepEqual(await until(page, seen, (all) => all.length >= 7), [
    `POST request: ${server.url}gone.png`,
    "console error: wrong",
    "failed request: http://other.invalid/a.png: (why)",
    "page error: thrown",
    "request to another host: http://other.invalid/a.png",
    `status 404: ${server.url}gone.png`,
    `status 405: ${server.url}gone.png`
  ]);
});
