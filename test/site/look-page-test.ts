import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {equipped, siteTest} from "../harness/site.js";
import {until} from "../harness/waiting.js";

/** Returns what the root of a page says of its look. */
const lookOf = (page: Page) =>
  page.evaluate(() => {
    const {scheme, size, unit} = document.documentElement.dataset;
    return {scheme, size, unit};
  });

/** Resolves to the fragment of the page's address once it holds a text. */
const fragmentWith = (page: Page, text: string) =>
  until(
    page,
    () => page.evaluate(() => location.hash),
    (hash) => hash.includes(text)
  );

siteTest(
  "what is set of a page’s look is kept in its link, and holds there for that page alone",
  {path: "related"},
  async (page) => {
    await page.locator(".way-look > summary").click();
    await page.getByRole("radio", {name: "dark", exact: true}).check();
    await page.getByRole("radio", {name: "larger, for a projector"}).check();
    await page.getByRole("button", {name: "nats bits: show bits"}).press("Enter");
    const fragment = await fragmentWith(page, "look-unit");
    assert.match(fragment, /~look-colors='dark'/);
    assert.match(fragment, /~look-text='larger'/);
    const look = {scheme: "dark", size: "larger", unit: "bits"};
    assert.deepEqual(await lookOf(page), look);

    // Somebody else opens it: the page looks so before any module is there.
    const context = await page.context().browser()!.newContext({colorScheme: "light"});
    try {
      const other = await context.newPage();
      let release = () => {};
      const late = new Promise<void>((resolve) => (release = resolve));
      await other.route(/\.js$/, async (route) => {
        await late;
        await route.continue().catch(() => {});
      });
      await other.goto(page.url(), {waitUntil: "commit"});
      await other.locator("h1").waitFor();
      assert.deepEqual(await lookOf(other), look);
      release();
      await equipped(other);
      assert.deepEqual(await lookOf(other), look);
      assert.equal(await other.locator(".two-directions th", {hasText: "bits"}).count(), 1);
      await other.locator(".way-look > summary").click();
      assert.ok(await other.getByRole("radio", {name: "dark", exact: true}).isChecked());
      assert.equal(await other.evaluate(() => localStorage.getItem("look")), null);
      await other.getByRole("radio", {name: "as usual"}).check();
      await other.getByRole("button", {name: "nats bits: show bits"}).press("Enter");
      // They keep what they have set, and not the colors of the link.
      const kept = await other.evaluate(() => localStorage.getItem("look"));
      assert.deepEqual(JSON.parse(kept!), {scheme: "system", size: "usual", unit: "nats"});
      assert.equal((await lookOf(other)).scheme, "dark");
      assert.ok((await fragmentWith(other, "look-colors")).includes("look-colors='dark'"));
      await other.goto(new URL("notes", other.url()).href);
      assert.deepEqual(await lookOf(other), {scheme: undefined, size: undefined, unit: undefined});
    } finally {
      await context.close();
    }

    // In the browser of who has set it, all pages look so, and their addresses do not say it.
    await page.goto(new URL("notes", page.url()).href);
    await equipped(page);
    assert.deepEqual(await lookOf(page), look);
    assert.equal(await page.evaluate(() => location.hash), "");
  }
);
