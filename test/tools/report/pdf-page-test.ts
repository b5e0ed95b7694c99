import assert from "node:assert/strict";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import type {Browser} from "playwright-core";
import {keptReport, pdfContents, type PdfContents} from "../../harness/report.js";
import {launchBrowser} from "../../../tools/browser/launch-browser.js";
import {projectFolder} from "../../../tools/project.js";
import {printPdf} from "../../../tools/report/print-pdf.js";
import {staticDocument} from "../../../tools/report/static-document.js";
import {temporaryFolder} from "../temporary-folder.js";

let html: string;
let pdf: PdfContents;
let browser: Browser;

before(
  async () => {
    // What --pdf prints is the static report: all pages, as they are kept for another test.
    const {path} = await keptReport("static.html", ["--static", "--title", "For the group"]);
    html = await readFile(path, "utf8");
    browser = await launchBrowser();
    pdf = await printed(path, {code: false});
  },
  {timeout: 900_000}
);

after(() => browser.close());

/** Prints a static document, and returns a promise to what the PDF holds. */
async function printed(path: string, {code}: {code: boolean}): Promise<PdfContents> {
  const pdfPath = path.replace(/\.html$/, ".pdf");
  return pdfContents(await readFile(await printPdf(browser, path, pdfPath, {paper: "A4", code})));
}

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
  const gap = pdf.pages.filter((text) =>
    text.includes("Large map: the true posterior of the image")
  );
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

test("a PDF has the code of its figures where it is asked for, a hundred columns in a line", async (t) => {
  const line = `const kl = [${Array.from({length: 14}, (_, i) => 1e5 + i).join(", ")}];`.slice(
    0,
    100
  );
  const figure = `<figure class="exhibit" id="gap"><h3>The gap</h3><div class="exhibit-view">A picture</div>
<div class="code-drawer"><details class="exhibit-source"><summary>src/math/kl.ts, line 1</summary>
<pre><code>${line}\n${"// more\n".repeat(120)}</code></pre></details></div></figure>`;
  const css = await Promise.all(
    ["code", "exhibit", "print"].map((name) =>
      readFile(join(projectFolder, "src", "styles", `${name}.css`), "utf8")
    )
  );
  const pages = new Map([["bound", {title: "2.2", html: figure}]]);
  const path = join(await temporaryFolder(t), "code.html");
  await writeFile(path, staticDocument({title: "With code", pages, styles: css}));
  const [without, withCode] = [
    await printed(path, {code: false}),
    await printed(path, {code: true})
  ];
  assert.doesNotMatch(without.pages.join("\n"), /kl/);
  assert.match(withCode.pages.join("\n"), /src\/math\/kl\.ts, line 1/);
  assert.ok(
    withCode.pages.some((text) => text.includes(line)),
    withCode.pages.join("\n")
  );
  assert.ok(withCode.pages.length > 1, "code may go on on the next page");
});
