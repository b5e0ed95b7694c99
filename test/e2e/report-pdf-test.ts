import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {before, test} from "node:test";
import {launchBrowser} from "../../tools/browser/launch-browser.js";
import {projectFolder} from "../../tools/project.js";
import {printPdf} from "../../tools/report/print-pdf.js";
import {chapters} from "../../tools/site/contents.js";
import {keptReport} from "./harness/kept-report.js";
import {pdfContents, type PdfContents} from "./harness/pdf-text.js";

const folder = join(projectFolder, ".cache", "report-tests");
let pdf: PdfContents;

before(
  async () => {
    // What the command prints: it makes the static report first.
    const {path} = await keptReport("static.html", ["--static", "--title", "For the group"]);
    const browser = await launchBrowser();
    const printed = await printPdf(browser, path, join(folder, "static.pdf"), "A4");
    await browser.close();
    pdf = await pdfContents(await readFile(printed));
  },
  {timeout: 900_000}
);

test("a PDF has A4 pages, and says on each its section and its number", () => {
  assert.deepEqual(pdf.size, [595, 842]);
  assert.ok(pdf.pages.length > 60 && pdf.pages.length < 200, `${pdf.pages.length} pages`);
  const titles = chapters.map(({name}) => name);
  for (const [i, text] of pdf.pages.entries()) {
    assert.match(text, new RegExp(`\\b${i + 1}\\b`), `page ${i + 1}`);
  }
  for (const title of titles) {
    assert.ok(
      pdf.pages.some((text) => text.startsWith(title)),
      title
    );
  }
});
