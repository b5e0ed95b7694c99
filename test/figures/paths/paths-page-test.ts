import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {middleOf} from "../../harness/board.js";
import {savedTables} from "../../harness/save.js";
import {equipped, siteTest} from "../../harness/site.js";
import {until} from "../../harness/waiting.js";

const path = "manifold.html#paths";
const figureOf = (page: Page) => page.locator("#paths");

/** Resolves when the figure shows both paths. */
async function computed(page: Page): Promise<void> {
  await figureOf(page).scrollIntoViewIfNeeded();
  await figureOf(page).locator(".paths:not([data-waiting])").waitFor();
  await equipped(page, {pending: true});
}

/** Returns the lengths of the line and of the shortest path, once both are computed. */
async function lengths(page: Page): Promise<[line: number, path: number]> {
  const texts = await figureOf(page).locator(".paths-title output").allTextContents();
  return texts.map((text) => Number(text.replace("length ", ""))) as [number, number];
}

/** Returns the steps of both paths, as the figure saves them. */
async function stepsOf(page: Page) {
  const tables = await savedTables(page, figureOf(page));
  const {rows} = tables.get("both paths, step by step")!;
  const column = (name: string) => rows.slice(1).map((row) => Number(row[name]));
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  const [line, shortest] = ["line_change", "path_change"].map(column);
  return {line: line!, shortest: shortest!, total, rows};
}

siteTest(
  "the shortest path is a quarter shorter than the line, and its steps are even",
  {path, pending: true},
  async (page) => {
    await computed(page);
    const [straight, short] = await lengths(page);
    assert.ok(Math.abs(short / straight - 0.76) < 0.03, `${short} of ${straight}`);
    const {line, shortest, total, rows} = await stepsOf(page);
    assert.ok(Math.abs(total(line) - straight) < 0.06);
    assert.ok(Math.abs(total(shortest) - short) < 0.06);
    const mean = short / shortest.length;
    for (const step of shortest) assert.ok(Math.abs(step / mean - 1) < 0.2, `${step}, ${mean}`);
    assert.ok(Math.max(...line) > 3 * Math.min(...line));
    // Both begin and end at the same places.
    for (const row of [rows[0]!, rows.at(-1)!]) {
      assert.deepEqual([row.line_z_1, row.line_z_2], [row.path_z_1, row.path_z_2]);
    }
  }
);

siteTest(
  "ends are moved by keys and menus, and kept in the link",
  {path, pending: true},
  async (page) => {
    const figure = figureOf(page);
    await computed(page);
    const mark = figure.getByRole("slider", {name: "the second end"});
    const before = await mark.getAttribute("aria-valuetext");
    await mark.press("ArrowRight");
    await page.waitForURL(/paths=\(/);
    assert.notEqual(await mark.getAttribute("aria-valuetext"), before);
    assert.equal(await figure.getByLabel("to", {exact: true}).inputValue(), "another place");
    await figure.getByLabel("from", {exact: true}).selectOption("4");
    await figure.getByLabel("to", {exact: true}).selectOption("9");
    const [line, short] = await until(
      page,
      () => lengths(page),
      ([straight]) => straight < 5
    );
    assert.ok(short <= line && line < 5, `${short} of ${line}`);
    await figure.getByRole("button", {name: "Reset"}).click();
    await until(
      page,
      () => lengths(page),
      ([straight]) => straight > 50
    );
    await page.waitForURL((url) => !url.hash.includes("paths=("));
  }
);

const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};

siteTest(
  "a tap on a phone brings the nearer end there",
  {path, pending: true, context: phone},
  async (page) => {
    const figure = figureOf(page);
    await computed(page);
    const mark = figure.getByRole("slider", {name: "the first end"});
    const {x, y} = await middleOf(mark);
    await page.touchscreen.tap(x + 40, y - 24);
    await page.waitForURL(/paths=\(/);
    const moved = await middleOf(mark);
    assert.ok(Math.abs(moved.x - x - 40) < 2 && Math.abs(moved.y - y + 24) < 2);
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(content <= 390, `content ${content} px wide`);
  }
);
