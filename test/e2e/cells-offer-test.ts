import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {cellOf, changedList, drawnTwice, offerCells, openEditor} from "../harness/cells.js";
import {siteTest} from "../harness/site.js";

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
  await page.waitForTimeout(100); // a completion is taken only once it has been seen for a moment
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
