import assert from "node:assert/strict";
import {siteTest} from "../harness/site.js";

const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};

siteTest(
  "a tap on a phone marks a cell, and nothing is wider than the window",
  {path: "manifold", context: phone},
  async (page) => {
    const sheet = page.locator(".linked-cells .picture");
    await sheet.scrollIntoViewIfNeeded();
    const {x, y, width, height} = (await sheet.boundingBox())!;
    await page.touchscreen.tap(x + (2.5 / 12) * width, y + (1.5 / 12) * height);
    await page.locator('[aria-label="cell of the latent plane"][data-cell="2,10"]').waitFor();
    const square = page.locator(".cell-panel.of-u");
    await square.scrollIntoViewIfNeeded();
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(content <= 390, `content ${content} px wide`);
  }
);
