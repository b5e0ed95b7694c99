import assert from "node:assert/strict";
import {priorSamples} from "../../../src/math/random.js";
import {assertImage, sliderOf, valuesOf} from "../../harness/board.js";
import {independentCdf} from "../../harness/independent.js";
import {savedTables} from "../../harness/save.js";
import {siteTest} from "../../harness/site.js";
import {viewOf} from "../../harness/views.js";
import {until} from "../../harness/waiting.js";

siteTest(
  "phrases shade the square by q(z)/p(z), and draw z from the prior and from the mixture",
  {context: {viewport: {width: 1280, height: 1500}}},
  async (page) => {
    const square = page.locator(".square");
    const view = viewOf("mnist-2d");
    await page.getByRole("button", {name: "Shade the square"}).click();
    const formula = square.locator(".formula").filter({hasText: "q(z)/p(z) ="});
    await formula.waitFor();
    await page.waitForURL(/ratio=/);
    const table = (await savedTables(page, page.locator("#mapping"))).get(
      "q(z)/p(z) over the square"
    )!;
    const ratios = table.rows.map((row) => Number(row["q/p"]));
    assert.equal(ratios.length, 32 * 32);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    assert.ok(Math.abs(mean - 1) < 1e-3, `${mean}`);
    assert.ok(Math.max(...ratios) > 2 && Math.min(...ratios) < 0.2);

    // A slider that moves takes the mark along, and the shades stay as they are.
    const changes = await page.evaluateHandle(() => {
      const seen: MutationRecord[] = [];
      const observer = new MutationObserver((records) => seen.push(...records));
      const options = {attributes: true, childList: true, subtree: true};
      observer.observe(document.querySelector(".square-ratio")!, options);
      return seen;
    });
    const before = await formula.innerText();
    await sliderOf(page, view, 1).press("PageUp");
    await formula.filter({hasNotText: before}).waitFor();
    assert.equal(await changes.evaluate((seen) => seen.length), 0);

    await page.getByRole("button", {name: "draw a z from the prior"}).click();
    const expected = Array.from(priorSamples(1, 1, 2), independentCdf);
    const u = await until(
      page,
      () => valuesOf(page, view),
      (now) => now.every((ui, i) => Math.abs(ui - expected[i]!) < 1e-3)
    );
    await assertImage(page, view, u);
    await page.getByRole("button", {name: "draw one from q(z)"}).click();
    const there = await until(
      page,
      () => valuesOf(page, view),
      (now) => now[0] !== u[0]
    );
    await assertImage(page, view, there);
  }
);
