import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {cellOf, changedList, runText} from "../harness/cells.js";
import {siteTest} from "../harness/site.js";
import {addressHolds, fragmentOf, freshTab} from "../harness/state.js";

const path = "introduction";
const expected = [/ERR_ABORTED/]; // what a page was still loading when it was left
const cell = "introduction:10";
const source = "globalThis.ran = 1;\nconst epsilon = Array.from({length: 32}, () => 0);";
const ran = (page: Page) => page.evaluate(() => (globalThis as {ran?: number}).ran);
const dialogOf = (page: Page) => page.getByRole("dialog", {name: "This link brings changed cells"});

siteTest(
  "a changed cell is in the address, and refused it never runs",
  {path, expected},
  async (page) => {
    await runText(cellOf(page, cell), source);
    await addressHolds(page, /^#~1~cells=\(!'id':'introduction:10','source':'globalThis.ran = 1/);
    const tab = await freshTab(page);
    await dialogOf(tab).getByText("globalThis.ran = 1;").waitFor();
    await tab.waitForTimeout(600); // longer than an address takes to be written
    assert.equal(await fragmentOf(tab), await fragmentOf(page));
    assert.equal(await ran(tab), undefined);
    await dialogOf(tab).getByRole("button", {name: "No, thanks"}).click();
    await addressHolds(tab, /^$/);
    assert.equal(await ran(tab), undefined);
    assert.deepEqual(await changedList(tab), []);
    await tab.reload();
    await tab.waitForLoadState("networkidle");
    assert.equal(await tab.getByRole("dialog").count(), 0);
    assert.equal(await ran(tab), undefined);
    await tab.context().close();
  }
);

siteTest(
  "a changed cell of a link runs once the reader says so",
  {path, expected},
  async (page) => {
    await runText(cellOf(page, cell), source);
    await addressHolds(page, /~cells=/);
    const tab = await freshTab(page);
    await dialogOf(tab).getByRole("button", {name: "Run them"}).click();
    await tab.waitForFunction(() => (globalThis as {ran?: number}).ran === 1);
    assert.deepEqual(await changedList(tab), [{id: cell, source}]);
    await tab.waitForTimeout(600); // longer than an address takes to be written
    assert.equal(await fragmentOf(tab), await fragmentOf(page));
    await tab.context().close();
  }
);

siteTest(
  "a long cell is packed, and back and forward change and revert it",
  {path, expected},
  async (page) => {
    const long = `${source}\n// ${"a remark that is long ".repeat(200)}end`;
    await runText(cellOf(page, cell), long);
    await addressHolds(page, /^#~1~cells=\.[\w-]{50,700}$/);
    await page.goBack();
    await page
      .locator(`.cell[data-cell="${cell}"]`)
      .getByText("long long")
      .waitFor({state: "detached"});
    assert.deepEqual(await changedList(page), []);
    await page.goForward();
    await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
    await addressHolds(page, /~cells=\./);
    for (let i = 0; i < 50 && (await changedList(page)).length === 0; i += 1) {
      await page.waitForTimeout(100);
    }
    assert.deepEqual(await changedList(page), [{id: cell, source: long}]);
  }
);
