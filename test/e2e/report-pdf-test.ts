import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {test} from "node:test";
import {PDFDict, PDFDocument, PDFHexString, PDFName, PDFString} from "pdf-lib";
import {madeReport} from "./harness/report.js";

const report = madeReport("report.pdf", ["--pdf", "--pages", "index,bound,notes"]);

/** Returns the titles in the outline of a document, from its first level down. */
function outline(entry: PDFDict, name: "First" | "Next" = "First"): string[] {
  const first = entry.lookupMaybe(PDFName.of(name), PDFDict);
  if (first === undefined) return [];
  const title = first.lookup(PDFName.of("Title"));
  const text =
    title instanceof PDFString || title instanceof PDFHexString ? title.decodeText() : "";
  return [text, ...outline(first), ...outline(first, "Next")];
}

test(
  "a PDF has A4 pages, an outline of the headings, links and tags",
  {timeout: 120_000},
  async () => {
    const document = await PDFDocument.load(await readFile(report().path));
    const pages = document.getPages();
    assert.ok(pages.length >= 8, `${pages.length} pages`);
    const {width, height} = pages[0].getSize();
    assert.deepEqual([Math.round(width), Math.round(height)], [596, 843]);
    const titles = outline(document.catalog.lookup(PDFName.of("Outlines"), PDFDict));
    assert.ok(titles.includes("2.2 · The variational bound"), titles.join(", "));
    assert.ok(
      titles.some((title) => title.includes("Whose fault is the gap?")),
      titles.join(", ")
    );
    const links = pages.flatMap((page) => page.node.Annots()?.asArray() ?? []);
    assert.ok(links.length > 20, `${links.length} links`);
    assert.ok(document.catalog.has(PDFName.of("StructTreeRoot")), "it is tagged");
  }
);
