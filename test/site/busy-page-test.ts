import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";

const busy = '.exhibit-view[aria-busy="true"]';

/** Returns how many views of the page wait. */
const waiting = (page: Page): Promise<number> => page.locator(busy).count();

siteTest("a view is busy from the first paint on", {path: "manifold"}, async (page) => {
  const html = await (await page.request.get(page.url())).text();
  const views = html.match(/<div [^>]*class="exhibit-view/g)!;
  assert.equal(views.length, html.match(/<figure class="exhibit/g)!.length);
  for (const view of views) assert.match(view, /aria-busy="true"/);
});

siteTest(
  "before a page is printed its figures are drawn, seen or not",
  {path: "manifold"},
  async (page) => {
    assert.ok((await waiting(page)) > 0, "some wait to be seen");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.locator(busy).first().waitFor({state: "detached"});
    assert.equal(await waiting(page), 0);
    assert.equal(await page.evaluate(() => scrollY), 0);
    const blank = "#samples .picture canvas:not([data-drawn])";
    assert.equal(await page.locator(blank).count(), 0);
  }
);

siteTest("Ctrl-P waits for the figures", {path: "scenario"}, async (page) => {
  assert.equal(await waiting(page), 1);
  // As text: the loader of these tests would wrap a function in what a page does not have.
  await page.evaluate(`window.print = () => {
    document.documentElement.dataset.printed = document.querySelectorAll(${JSON.stringify(busy)}).length;
  }`);
  await page.keyboard.press("Control+p");
  await page.locator("html[data-printed]").waitFor();
  assert.equal(await page.locator("html").getAttribute("data-printed"), "0");
  assert.notEqual(await page.locator("[data-is=exact]").innerText(), "");
});
