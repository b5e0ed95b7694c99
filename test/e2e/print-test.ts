import assert from "node:assert/strict";
import {siteTest} from "../harness/site.js";

for (const path of ["", "algorithm.html", "notes.html", "bound.html"]) {
  siteTest(`/${path} prints: no tools, nothing wider than the paper`, {path}, async (page) => {
    await page.setViewportSize({width: 680, height: 960}); // A4 within its margins
    await page.emulateMedia({media: "print", colorScheme: "dark"});
    for (const tool of [".way", ".exhibit-tools", ".controls", "#observablehq-footer nav"]) {
      for (const place of await page.locator(tool).all()) {
        assert.equal(await place.isVisible(), false, tool);
      }
    }
    const {width, paper} = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      paper: getComputedStyle(document.documentElement).backgroundColor
    }));
    assert.ok(width <= 680, `${width} px wide`);
    assert.equal(paper, "rgb(255, 255, 255)", "paper is white");
    const pdf = await page.pdf({format: "A4"});
    assert.ok(pdf.length > 10_000, `${pdf.length} bytes`);
  });
}
