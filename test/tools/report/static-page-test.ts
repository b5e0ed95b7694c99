import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {madeReport, reportTest} from "../../harness/report.js";

/** Bytes that a report without scripts may have. */
const LIMIT = 4.3e6;

const report = madeReport("static.html", ["--static", "--title", "For the group"]);

reportTest("a static report holds 4.3 MB at most, and no script", {report}, async (page) => {
  assert.ok(report().bytes <= LIMIT, `${report().bytes} bytes`);
  const html = await readFile(report().path, "utf8");
  assert.doesNotMatch(html, /<script|\son\w+="|javascript:/i);
  assert.equal(await page.title(), "For the group");
});

reportTest("a static report has all chapters, with links between them", {report}, async (page) => {
  const links = await page.locator(".report-title nav a").all();
  assert.ok(links.length >= 12, `${links.length} chapters`);
  for (const link of links) {
    const id = (await link.getAttribute("href"))!.slice(1);
    assert.equal(await page.locator(`section[id="${id}"] h1`).count(), 1, id);
  }
  const ids = await page.evaluate(() =>
    Array.from(document.querySelectorAll("[id]"), ({id}) => id)
  );
  assert.equal(new Set(ids).size, ids.length, "each id once");
});

reportTest("a static report shows pictures that are drawn", {report}, async (page) => {
  const inks = await page.locator("#index img.was-canvas").evaluateAll((images) =>
    images.map((image) => {
      const canvas = document.createElement("canvas");
      const {naturalWidth: width, naturalHeight: height} = image as HTMLImageElement;
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext("2d")!;
      context.drawImage(image as HTMLImageElement, 0, 0);
      const {data} = context.getImageData(0, 0, width, height);
      return data.filter((value, i) => i % 4 === 0 && value < 128 && data[i + 3] > 0).length;
    })
  );
  assert.ok(inks.filter((ink) => ink > 0).length >= 6, `dark pixels: ${inks.join(", ")}`);
  assert.match(await page.locator("#bound .q-table").innerText(), /the encoder’s\s+−\d+\.\d\d/);
  assert.equal(await page.locator("input:not(:disabled), button:not(:disabled)").count(), 0);
});
