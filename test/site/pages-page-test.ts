import assert from "node:assert/strict";
import type {CDPSession, Page} from "playwright-core";
import {pagePaths, siteTest} from "../harness/site.js";

/** Runs in the page: the lightness of its background, from 0 (black) to 255. */
function backgroundLightness(): number {
  const colors = [document.body, document.documentElement].map(
    (element) => getComputedStyle(element).backgroundColor
  );
  const opaque = colors.find((color) => !/^rgba\(.*, 0\)$/.test(color)) ?? "rgb(255, 255, 255)";
  return Math.max(...opaque.match(/\d+/g)!.slice(0, 3).map(Number));
}

for (const path of pagePaths()) {
  for (const colorScheme of ["light", "dark"] as const) {
    siteTest(
      `/${path} loads in ${colorScheme} colors`,
      {path, context: {colorScheme}},
      async (page) => {
        assert.equal(await page.locator("h1").count(), 1, "one first heading");
        const lightness = await page.evaluate(backgroundLightness);
        assert.equal(lightness > 127, colorScheme === "light", `background lightness ${lightness}`);
      }
    );
  }

  siteTest(
    `/${path} fits a phone's screen`,
    {path, context: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}},
    async (page) => {
      const {scrollWidth, innerWidth} = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        innerWidth: window.innerWidth
      }));
      assert.equal(innerWidth, 390);
      assert.ok(scrollWidth <= innerWidth, `content ${scrollWidth} px wide, screen ${innerWidth}`);
    }
  );
}

/** For so long nothing may move in a page that is left alone, in milliseconds. */
const WINDOW = 2000;

/** A figure may still be computing when the page is scrolled to it: so many windows are tried. */
const TRIES = 20;

/** Returns how often the page has laid itself out and computed its styles. */
async function workOf(session: CDPSession): Promise<number> {
  const {metrics} = await session.send("Performance.getMetrics");
  const counted = metrics.filter(({name}) => /^(LayoutCount|RecalcStyleCount)$/.test(name));
  assert.equal(counted.length, 2);
  return counted.reduce((sum, {value}) => sum + value, 0);
}

async function visitFigures(page: Page): Promise<void> {
  for (const figure of await page.locator("figure").all()) {
    await figure.scrollIntoViewIfNeeded();
    await page.waitForTimeout(100);
  }
}

for (const path of pagePaths().filter((name) => !name.startsWith("models/"))) {
  siteTest(`/${path} rests once its figures are drawn`, {path, pending: true}, async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    await visitFigures(page);
    for (let i = 0; i < TRIES; ++i) {
      const before = await workOf(session);
      await page.waitForTimeout(WINDOW);
      if ((await workOf(session)) === before) return;
    }
    assert.fail(`something moves in each of ${TRIES} windows of ${WINDOW} ms`);
  });
}

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
