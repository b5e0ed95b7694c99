import {describe} from "node:test";
import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {
  cellOf,
  changedList,
  drawnTwice,
  offerCells,
  openEditor,
  runText
} from "../harness/cells.js";
import {equipped, siteTest} from "../harness/site.js";
import {valueText} from "../../src/state/fragment.js";
import {addressHolds, follow, fragmentOf, freshTab} from "../harness/state.js";
import {pageTime, until} from "../harness/waiting.js";

describe("offered cells", () => {
  const path = "introduction";
  const hostile = "\"</script><img src=x onerror='ran = 1'>\";\nglobalThis.ran = 1;";
  const offered = [
    {id: "introduction:10", source: "const epsilon = Array.from({length: 32}, () => 0);"},
    {id: "introduction:+2", source: hostile, after: "introduction:10"},
    {id: "introduction:99", source: "globalThis.ran = 2;"}
  ];
  const ran = (page: Page) => page.evaluate(() => (globalThis as {ran?: number}).ran);
  const markup = (page: Page) => page.locator("main").evaluate((main) => main.innerHTML);

  siteTest("cells from a link are shown, and refused they change nothing", {path}, async (page) => {
    const before = await markup(page);
    await offerCells(page, offered);
    const dialog = page.getByRole("dialog", {name: "This link brings changed cells"});
    await dialog.getByText("</script><img").waitFor();
    await dialog.getByText("This page has no place for introduction:99.").waitFor();
    assert.equal(await dialog.locator("img, script").count(), 0);
    await dialog.getByRole("button", {name: "No, thanks"}).click();
    await offerCells(page, offered);
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({state: "detached"});
    await drawnTwice(page);
    assert.equal(await markup(page), before);
    assert.equal(await ran(page), undefined);
    assert.deepEqual(await changedList(page), []);
  });

  siteTest(
    "cells from a link run once the reader says so, and come back unasked",
    {path},
    async (page) => {
      await offerCells(page, offered);
      await page.getByRole("button", {name: "Run them"}).click();
      await page.waitForFunction(() => (globalThis as {ran?: number}).ran === 1);
      assert.deepEqual(await changedList(page), offered.slice(0, 2));
      assert.equal(await cellOf(page, "introduction:+2").locator("img, script").count(), 0);

      await offerCells(page, []);
      assert.deepEqual(await changedList(page), []);
      assert.equal(await cellOf(page, "introduction:+2").count(), 0);
      await offerCells(page, offered.slice(0, 2));
      await cellOf(page, "introduction:+2").waitFor();
      assert.equal(await page.getByRole("dialog").count(), 0);
    }
  );

  siteTest(
    "a click just as the dialog appears runs nothing, and another link closes it",
    {path},
    async (page) => {
      const [first, second] = ["1", "2"].map((value) => ({
        id: "introduction:10",
        source: `globalThis.ran = ${value}; const epsilon = Array.from({length: 32}, () => 0);`
      }));
      // Clicked by the page itself, the button is so at once.
      await page.evaluate(() => {
        new MutationObserver(() => {
          document.querySelector<HTMLElement>("dialog.offered-cells button")?.click();
        }).observe(document.body, {childList: true});
      });
      const dialog = page.getByRole("dialog", {name: "This link brings changed cells"});
      await follow(page, `#~1~cells=${valueText([first!])}`);
      await dialog.getByText("ran = 1").waitFor();
      await follow(page, `#~1~cells=${valueText([second!])}`);
      await dialog.getByText("ran = 2").waitFor();
      assert.equal(await dialog.count(), 1);
      await follow(page, "#~1~draws=5");
      await dialog.waitFor({state: "detached"});
      await page.goBack();
      await dialog.getByText("ran = 2").waitFor();
      assert.equal(await ran(page), undefined);
      await dialog.getByRole("button", {name: "Run them"}).click();
      await page.waitForFunction(() => (globalThis as {ran?: number}).ran === 2);
    }
  );

  siteTest(
    "within a page of another site, cells from a link are shown, and there is nothing to press",
    {path, pending: true, expected: [/ERR_ABORTED/]},
    async (page) => {
      const link = new URL(
        `#~1~cells=${valueText([{id: "introduction:10", source: offered[0]!.source}])}`,
        page.url()
      ).href;
      const tab = await page.context().newPage();
      await tab.setContent(`<iframe src="${link}" width="900" height="700"></iframe>`);
      const dialog = tab.frameLocator("iframe").getByRole("dialog");
      await dialog.getByText("Array.from({length: 32}").waitFor();
      assert.deepEqual(await dialog.getByRole("button").allInnerTexts(), ["Close"]);
      const out = dialog.getByRole("link", {name: "open this page by itself"});
      assert.equal(await out.getAttribute("href"), link);
      await tab.close();
    }
  );

  siteTest("a link that changes no cell of the page says so", {path}, async (page) => {
    await offerCells(page, offered.slice(2));
    const dialog = page.getByRole("dialog", {name: "No cell to change"});
    await dialog.getByText("This page has no place for introduction:99.").waitFor();
    await dialog.getByRole("button", {name: "Close"}).click();
  });

  siteTest("cells can be edited, run and left with the keyboard alone", {path}, async (page) => {
    const cell = cellOf(page, "introduction:10");
    await cell.getByRole("button", {name: "+ cell"}).focus();
    await page.keyboard.press("Enter");
    const added = cell.locator(".cell.added");
    const editor = added.getByRole("textbox", {name: "code of the cell: added cell 1"});
    await editor.waitFor();
    await page.keyboard.type("epsi");
    await page.locator(".cm-tooltip-autocomplete").getByText("epsilon").waitFor();
    await pageTime(page, 100); // a completion is taken only once it has been seen for a moment
    await page.keyboard.press("Enter");
    await page.keyboard.type(".length * 2");
    await page.keyboard.press("ControlOrMeta+Enter");
    await added.getByText("64", {exact: true}).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Run");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); // Remove
    await added.waitFor({state: "detached"});
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Edit");
    await page.keyboard.press("Enter");
    await openEditor(cell);
  });
});

describe("cells in a link", () => {
  const path = "introduction";
  const expected = [/ERR_ABORTED/]; // what a page was still loading when it was left
  const cell = "introduction:10";
  const source = "globalThis.ran = 1;\nconst epsilon = Array.from({length: 32}, () => 0);";
  const ran = (page: Page) => page.evaluate(() => (globalThis as {ran?: number}).ran);
  const dialogOf = (page: Page) =>
    page.getByRole("dialog", {name: "This link brings changed cells"});

  siteTest(
    "a changed cell is in the address, and refused it never runs",
    {path, expected},
    async (page) => {
      await runText(cellOf(page, cell), source);
      await addressHolds(page, /^#~1~cells=\(!'id':'introduction:10','source':'globalThis.ran = 1/);
      const tab = await freshTab(page);
      await dialogOf(tab).getByText("globalThis.ran = 1;").waitFor();
      await pageTime(tab, 600); // longer than an address takes to be written
      assert.equal(await fragmentOf(tab), await fragmentOf(page));
      assert.equal(await ran(tab), undefined);
      await dialogOf(tab).getByRole("button", {name: "No, thanks"}).click();
      await addressHolds(tab, /^$/);
      assert.equal(await ran(tab), undefined);
      assert.deepEqual(await changedList(tab), []);
      await tab.reload();
      await equipped(tab);
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
      await pageTime(tab, 600); // longer than an address takes to be written
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
      const list = await until(
        page,
        () => changedList(page),
        (all) => all.length > 0
      );
      assert.deepEqual(list, [{id: cell, source: long}]);
    }
  );
});
