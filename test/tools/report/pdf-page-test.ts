import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {before, test} from "node:test";
import {keptReport, pdfContents, type PdfContents} from "../../harness/report.js";
import {launchBrowser} from "../../../tools/browser/launch-browser.js";
import {projectFolder} from "../../../tools/project.js";
import {printPdf} from "../../../tools/report/print-pdf.js";

const folder = join(projectFolder, ".cache", "report-tests");
let html: string;
let pdf: PdfContents;

before(
  async () => {
    // What --pdf prints is the static report: all pages, as they are kept for another test.
    const {path} = await keptReport("static.html", ["--static", "--title", "For the group"]);
    html = await readFile(path, "utf8");
    const browser = await launchBrowser();
    try {
      const printed = await printPdf(browser, path, join(folder, "static.pdf"), "A4");
      pdf = await pdfContents(await readFile(printed));
    } finally {
      await browser.close();
    }
  },
  {timeout: 900_000}
);

/** Returns the titles of the report’s sections, as its contents list them. */
function titles(): string[] {
  const [list] = /<nav aria-label="Contents">.*?<\/nav>/s.exec(html)!;
  return Array.from(list.matchAll(/<a [^>]*>([^<]*)</g), ([, title]) => title!);
}

test("a PDF has A4 pages, and says on each its section and its number", () => {
  assert.deepEqual(pdf.size, [596, 843]);
  assert.ok(pdf.pages.length > 60 && pdf.pages.length < 160, `${pdf.pages.length} pages`);
  const known = titles();
  assert.ok(known.length >= 12, known.join(", "));
  for (const [i, text] of pdf.pages.entries()) {
    assert.match(text, new RegExp(`(^|\\s)${i + 1}(\\s|$)`), `page ${i + 1}`);
    const isNamed = known.some((title) => text.includes(title));
    assert.ok(isNamed, `page ${i + 1} names no section`);
  }
  for (const title of known)
    assert.ok(
      pdf.pages.some((text) => text.includes(title)),
      title
    );
});

test("a PDF has the text of figures and prose, an outline of the headings, and links", () => {
  const all = pdf.pages.join("\n");
  for (const words of ["For the group", "Whose fault is the gap?", "log p(x)", "npm run train"]) {
    assert.ok(all.includes(words), words);
  }
  for (const title of [...titles(), "Whose fault is the gap?"]) {
    assert.ok(
      pdf.outline.some((entry) => entry.includes(title)),
      title
    );
  }
  assert.ok(pdf.links.inner >= 100, `${pdf.links.inner} links within`);
  assert.ok(pdf.links.outer >= 10, `${pdf.links.outer} links to other hosts`);
});

test("a figure stands whole on one page of a PDF, below its heading", () => {
  const gap = pdf.pages.filter((text) => text.includes("Left: the true posterior of the image"));
  assert.equal(gap.length, 1);
  assert.match(gap[0]!, /The gap\s+Predict:/);
});

test("the tallest figure of a PDF stands on one page, with its heading and its caption", () => {
  const [training, ...others] = pdf.pages.filter((text) => text.includes("What is a nat worth?"));
  assert.deepEqual(others, []);
  assert.match(training!, /What is a nat worth\?[^]*The chart: the bound/);
});

test("a PDF leaves out what only a screen has: a figure alone, places to drop a file on", () => {
  const all = pdf.pages.join("\n");
  assert.ok(!titles().includes("One figure alone"), titles().join(", "));
  assert.doesNotMatch(all, /drop (?:them|it) here/);
});
