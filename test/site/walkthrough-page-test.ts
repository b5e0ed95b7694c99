import assert from "node:assert/strict";
import {siteTest} from "../harness/site.js";
import {chapters} from "../../tools/site/contents.js";

/** Returns a chapter's address relative to the site's root. */
const addressOf = (path: string) => (path === "/index" ? "" : `${path.slice(1)}.html`);

/** What a page was still loading when it was left. */
const expected = [/ERR_ABORTED/];

siteTest(
  "“next” leads through all pages in order, and “previous” back",
  {expected},
  async (page) => {
    const root = page.url();
    for (const {path} of chapters.slice(1)) {
      await page.locator('#observablehq-footer [rel="next"]').click();
      await page.waitForURL(new URL(addressOf(path), root).href);
    }
    assert.equal(await page.locator('[rel="next"]').count(), 0, "the notes are the last page");
    for (const {path} of chapters.slice(0, -1).toReversed()) {
      await page.locator('#observablehq-footer [rel="prev"]').click();
      await page.waitForURL(new URL(addressOf(path), root).href);
    }
  }
);

siteTest(
  "the contents name every page, mark this one, and open with the keyboard",
  {path: "algorithm.html", expected},
  async (page) => {
    const contents = page.locator(".way-contents");
    await contents.locator("summary").press("Enter");
    const names = await contents.getByRole("link").allTextContents();
    assert.deepEqual(
      names,
      chapters.map(({name}) => name)
    );
    const current = await contents.locator("[aria-current=page]").allTextContents();
    assert.deepEqual(current, ["2.3 · The estimator and the algorithm"]);
    await contents.getByRole("link", {name: "2.2"}).press("Enter");
    await page.waitForURL("**/bound.html");
  }
);

siteTest("the first page lists the contents, too", {}, async (page) => {
  const names = await page.locator(".contents").getByRole("link").allTextContents();
  assert.equal(names.length, chapters.length);
});

siteTest("a section’s heading links to itself", {path: "notes.html"}, async (page) => {
  await page.getByRole("link", {name: "Data and licences"}).first().press("Enter");
  assert.match(page.url(), /\/notes\.html#data-and-licences$/);
  const top = await page
    .locator("#data-and-licences")
    .evaluate((heading) => heading.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 900, `the heading is at ${top} px`);
});
