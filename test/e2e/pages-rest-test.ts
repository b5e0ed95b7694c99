import assert from "node:assert/strict";
import type {CDPSession, Page} from "playwright-core";
import {pagePaths, siteTest} from "../harness/site.js";

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
