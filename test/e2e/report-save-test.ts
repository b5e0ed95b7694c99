import assert from "node:assert/strict";
import {csvParse} from "d3";
import {PNG} from "pngjs";
import {madeReport, reportTest} from "../harness/report.js";
import {parsedSvg, pngTexts, saved} from "../harness/save.js";

const report = madeReport("report.html", []);
const figures = [
  {search: "", id: "mnist-2d"},
  {search: "?page=bound", id: "gap"}
];

for (const {search, id} of figures) {
  reportTest(
    `the figure “${id}” of a report is saved as SVG, PNG and CSV`,
    {report, search},
    async (page) => {
      const figure = page.locator(`#${id}`);
      await figure.locator("canvas[data-drawn], .q-table td").first().waitFor({timeout: 120_000});
      await figure.locator(".waiting").waitFor({state: "detached"});
      const svg = await saved(page, figure, "SVG");
      assert.equal(svg.name, `${id}.svg`);
      const parsed = await parsedSvg(page, svg.bytes);
      assert.equal(parsed.error, undefined);
      assert.deepEqual(parsed.foreign, []);
      const png = (await saved(page, figure, "PNG")).bytes;
      const image = PNG.sync.read(png, {checkCRC: true});
      assert.deepEqual([image.width, image.height], [2 * parsed.width, 2 * parsed.height]);
      assert.equal(pngTexts(png).Source, parsed.source);
      const csv = (await saved(page, figure, "CSV")).bytes.toString("utf8");
      const table = csvParse(csv.replaceAll(/^#.*\n/gm, ""));
      assert.equal(table.columns[0], "part");
      assert.ok(table.length > 0, "rows");
    }
  );
}
