import assert from "node:assert/strict";
import type {Locator} from "playwright-core";
import {siteTest} from "../../harness/site.js";

/** Returns what the table says of a decoder: its cost, its least cost, and the area over x. */
async function rowOf(figure: Locator, decoder: string): Promise<number[]> {
  const cells = await figure.locator(`[data-decoder="${decoder}"] td`).allInnerTexts();
  return cells.map((text) => Number(text.replace("−", "-")));
}

siteTest(
  "a pixel’s costs follow its sliders and the phrases of the page",
  {path: "appendices.html"},
  async (page) => {
    const figure = page.locator("#one-pixel");
    await figure.scrollIntoViewIfNeeded();
    const start = await rowOf(figure, "gaussian");
    await figure.getByRole("button", {name: "y = x"}).click();
    const [cost, least, area] = await rowOf(figure, "bernoulli");
    assert.deepEqual([cost, least, area], [Number(Math.LN2.toFixed(4)), cost, 0.5]);
    await figure.getByRole("button", {name: "s² = ½"}).click();
    assert.deepEqual(await rowOf(figure, "gaussian"), [0.5724, 0.5724, 1]);
    await figure.getByRole("slider", {name: "prediction, y"}).press("ArrowRight");
    const [moved] = await rowOf(figure, "gaussian");
    assert.equal(moved, 0.5725); // half a per cent off costs 0.0001 more
    await page.getByRole("button", {name: "at s = 0.001"}).click();
    assert.deepEqual(await rowOf(figure, "gaussian"), [-5.9888, -5.9888, 1]);
    await page.waitForURL(/pixel-log-s=-3/);
    await figure.getByRole("button", {name: "Reset"}).click();
    assert.deepEqual(await rowOf(figure, "gaussian"), start);
  }
);
