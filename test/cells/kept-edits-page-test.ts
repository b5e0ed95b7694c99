import {describe} from "node:test";
import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {cellOf, changedList, runText, typeText} from "../harness/cells.js";
import {equipped, siteTest} from "../harness/site.js";

describe("changed cells that are kept", () => {
  const path = "introduction";
  const cell = "introduction:10";
  const source = "globalThis.ran = 1;\nconst epsilon = Array.from({length: 32}, () => 0);";
  const ran = (page: Page) => page.evaluate(() => (globalThis as {ran?: number}).ran);
  const line = (page: Page) => page.locator(".kept-edits");
  const press = (page: Page, name: string) =>
    line(page).getByRole("button", {name, exact: true}).click();

  /** Resolves when so many changed cells would outlast the page. */
  const areKept = (page: Page, count: number) =>
    page.locator(`html[data-kept-cells="${count}"]`).waitFor({state: "attached"});

  /** Opens a page of the site in a tab of the same browser. */
  async function tabAt(page: Page, address: string): Promise<Page> {
    const tab = await page.context().newPage();
    await tab.goto(address);
    await equipped(tab);
    return tab;
  }

  siteTest(
    "edits outlast their tab, are offered, run only if the reader says so, and deleted",
    {path, expected: [/ERR_ABORTED/]},
    async (page) => {
      const address = page.url();
      const first = await tabAt(page, address);
      await runText(cellOf(first, cell), source);
      await areKept(first, 1);
      await first.close();

      const back = await tabAt(page, address);
      await line(back)
        .getByText(/^You left 1 changed cell on this page \(/)
        .waitFor();
      assert.equal(await ran(back), undefined);
      await press(back, "Open");
      const dialog = back.getByRole("dialog", {name: "This browser has kept changed cells"});
      await dialog.getByText("globalThis.ran = 1;").waitFor();
      await dialog.getByRole("button", {name: "No, thanks"}).click();
      assert.equal(await ran(back), undefined);
      await press(back, "Open");
      await dialog.getByRole("button", {name: "Run them"}).click();
      await back.waitForFunction(() => (globalThis as {ran?: number}).ran === 1);
      assert.deepEqual(await changedList(back), [{id: cell, source}]);
      await line(back).waitFor({state: "detached"});
      await runText(cellOf(back, cell), source.replace("0)", "1)"));
      await areKept(back, 1);
      await back.close();

      const notes = await tabAt(page, new URL("notes", address).href);
      const items = notes.locator(".kept-here li");
      await items.getByText(/^1 changed cell of the page “introduction” \(/).waitFor();
      assert.equal(await items.count(), 1);
      await items.getByRole("button", {name: "Delete"}).click();
      await items.getByRole("button", {name: "Delete it for good"}).click();
      await notes
        .locator(".kept-here")
        .getByText("Deleted. This browser keeps nothing of this site.")
        .waitFor();
      await notes.close();
      await page.reload();
      await equipped(page);
      const names = await page.evaluate(async () =>
        (await indexedDB.databases()).map(({name}) => name)
      );
      assert.deepEqual(names, [], "nothing is left to be offered");
    }
  );

  siteTest(
    "a draft that was typed and not run outlasts its tab, comes back marked, and runs only when run",
    {path, expected: [/ERR_ABORTED/]},
    async (page) => {
      const address = page.url();
      const draft = "globalThis.ran = 2;\nconst epsilon = Array.from({length: 32}, () => ";
      const first = await tabAt(page, address);
      await typeText(cellOf(first, cell), draft);
      await first.locator('html[data-kept-drafts="1"]').waitFor({state: "attached"});
      await typeText(cellOf(first, cell), `${draft}1)`);
      // At once, before typing has rested.
      await first.goto(new URL("notes", address).href);
      const kept = "1 draft that was not run";
      await first
        .locator(".kept-here li")
        .getByText(`${kept} of the page “introduction” (`)
        .waitFor();
      await first.close();

      const back = await tabAt(page, address);
      await line(back)
        .getByText(new RegExp(`^You left ${kept} on this page`))
        .waitFor();
      assert.equal(await cellOf(back, cell).locator(".cell-editor").count(), 0);
      await press(back, "Open");
      const text = cellOf(back, cell).locator(".cm-line");
      await text.getByText("globalThis.ran = 2;").waitFor();
      assert.equal(await text.last().textContent(), `${draft}1)`.split("\n")[1]);
      await cellOf(back, cell).getByText("draft not run").waitFor();
      await line(back).waitFor({state: "detached"});
      assert.equal(await ran(back), undefined);
      assert.deepEqual(await changedList(back), []);

      await cellOf(back, cell).getByRole("button", {name: "Run", exact: true}).click();
      await back.waitForFunction(() => (globalThis as {ran?: number}).ran === 2);
      await cellOf(back, cell).getByText("draft not run").waitFor({state: "detached"});
      await back
        .locator('html[data-kept-cells="1"][data-kept-drafts="0"]')
        .waitFor({state: "attached"});
    }
  );
});
