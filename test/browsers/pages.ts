import assert from "node:assert/strict";
import type {DrivenPage} from "../harness/webdriver/page.js";

/** Goes through a page, and asserts that each figure is drawn, that none fails, and that it fits. */
export async function readThrough(page: DrivenPage): Promise<void> {
  const figures = await page.evaluate(() => document.querySelectorAll("main figure").length);
  for (let i = 0; i < figures; ++i) {
    await page.evaluate((at) => {
      document.querySelectorAll("main figure")[at]!.scrollIntoView({behavior: "instant"});
      return new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
    }, i);
  }
  await page.waitFor("figures that wait for nothing", () => {
    const waiting = document.querySelector('main [aria-busy="true"], main observablehq-loading');
    waiting?.scrollIntoView({behavior: "instant"});
    return waiting === null;
  });
  const {headings, failures, excess} = await page.evaluate(() => ({
    headings: document.querySelectorAll("h1").length,
    failures: Array.from(
      document.querySelectorAll(".failure:not([hidden])"),
      ({textContent}) => textContent
    ),
    excess: document.documentElement.scrollWidth - innerWidth
  }));
  assert.equal(headings, 1);
  assert.deepEqual(failures, []);
  assert.ok(excess <= 0, `${excess} px wider than the window`);
}
