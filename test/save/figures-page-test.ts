import assert from "node:assert/strict";
import {writeFile} from "node:fs/promises";
import type {DecodedPng} from "fast-png";
import {decode} from "fast-png";
import {
  figuresOfPages,
  hiddenTexts,
  parsedSvg,
  pngTexts,
  saved,
  savedTables
} from "../harness/save.js";
import {equipped, siteTest} from "../harness/site.js";
import {sampled} from "../whole.js";

const folder = process.env.AEVB_SAVED; // to look at what was saved

/** Returns how many colors a picture has. */
function colorsOf({data, channels}: DecodedPng): number {
  const colors = Array.from({length: data.length / channels}, (_, i) =>
    data.subarray(channels * i, channels * (i + 1)).join()
  );
  return new Set(colors).size;
}

const all = Object.values(figuresOfPages).flat();
/** The figures whose files are looked at. */
const tried = new Set(sampled(all, 2));
/** Those of which the PNG is as well: it is their SVG as a browser draws it. */
const pictured = new Set(sampled(all, 4));

for (const [path, names] of Object.entries(figuresOfPages)) {
  siteTest(`figures of “${path}” are saved as SVG, PNG and CSV`, {path}, async (page) => {
    const present = await page.$$eval("figure.exhibit, figure[data-view]", (figures) =>
      figures.map(({id}) => id)
    );
    assert.deepEqual(present, names, "the figures that are listed, and those of the page");
    for (const name of names) {
      const figure = page.locator(`#${name}`);
      // Each is come near to: the text below may wait for it.
      await figure.scrollIntoViewIfNeeded();
      if (!tried.has(name)) continue;
      await equipped(page);
      await figure.locator('.waiting, [aria-busy="true"]').first().waitFor({state: "detached"});
      const link = `${page.url().replace(/#.*/, "")}#${name}`;
      const svg = await saved(page, figure, "SVG");
      assert.equal(svg.name, `${name}.svg`);
      if (folder !== undefined) await writeFile(`${folder}/${svg.name}`, svg.bytes);
      const parsed = await parsedSvg(page, svg.bytes);
      assert.equal(parsed.error, undefined);
      assert.deepEqual(parsed.foreign, []);
      assert.equal(parsed.source, link);
      assert.ok(parsed.title.length > 5 && parsed.description.length > 5, name);
      assert.ok((parsed.counts.text ?? 0) > 3, `${name} has ${parsed.counts.text} texts`);
      assert.equal(parsed.counts.foreignObject, undefined);
      const words = parsed.texts.join(" ").split(/\s+/);
      // Numbers may be hidden in one place and shown in another, above all in a figure that counts.
      const hidden = (await hiddenTexts(figure)).filter((word) => /\p{L}/u.test(word));
      const stray = hidden.filter((word) => words.includes(word));
      assert.deepEqual(stray, [], `${name}.svg shows what the page hides`);
      const keys = await figure
        .locator(".key:visible")
        .evaluateAll((shown) => shown.map((key) => getComputedStyle(key).backgroundColor));
      assert.equal(keys.length, name === "plane" ? 10 : 0);
      for (const color of keys) assert.ok(parsed.fills.includes(color.replaceAll(" ", "")), color);
      if (pictured.has(name)) {
        const png = await saved(page, figure, "PNG");
        if (folder !== undefined) await writeFile(`${folder}/${png.name}`, png.bytes);
        assert.equal(png.name, `${name}.png`);
        assert.equal(pngTexts(png.bytes).Source, link);
        const image = decode(png.bytes, {checkCrc: true});
        assert.deepEqual([image.width, image.height], [2 * parsed.width, 2 * parsed.height]);
        assert.ok(colorsOf(image) > 20, `${name} is blank`);
      }
      for (const [part, {remarks, rows}] of await savedTables(page, figure)) {
        assert.match(remarks[0]!, /^title: \S/);
        assert.ok(remarks.includes(`link: ${link}`), remarks.join());
        assert.ok(!remarks.some((remark) => /image[^:]*: on$/.test(remark)), remarks.join());
        assert.ok(rows.columns.length > 0 && rows.length > 0, `${name} has no rows of ${part}`);
        const empty = rows.columns.filter((column) => rows.every((row) => row[column] === ""));
        assert.deepEqual(empty, [], `columns of ${part} that are of another table`);
      }
    }
  });
}
