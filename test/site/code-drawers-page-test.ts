import assert from "node:assert/strict";
import {cellOf, changedList, openEditor, runText} from "../harness/cells.js";
import {siteTest} from "../harness/site.js";
import {until} from "../harness/waiting.js";

const context = {viewport: {width: 1440, height: 900}, reducedMotion: "reduce" as const};

siteTest(
  "“Code” opens the drawer of a figure, and its tabs lead to each source and each cell",
  {path: "bound", context},
  async (page) => {
    const gap = page.locator("#gap");
    const drawer = gap.locator(".code-drawer");
    const open = drawer.locator(":scope > [open]");
    const code = gap.getByRole("button", {name: "Code", exact: true});
    assert.equal(await drawer.locator("pre:visible, button:visible").count(), 0);
    await code.press("Enter");
    assert.match(await open.innerText(), /export function logJoint/);
    const tab = drawer.getByRole("button", {name: "logJoint"});
    assert.ok(await tab.evaluate((button) => button === document.activeElement));
    const folds = await drawer.locator(":scope > details, :scope > .cell").count();
    assert.ok(folds >= 7, `${folds} folds`);
    assert.equal(await drawer.locator(".code-tabs button").count(), folds);

    await drawer.getByRole("button", {name: "cell buttons"}).click();
    assert.equal(await open.count(), 1);
    assert.equal(await tab.getAttribute("aria-expanded"), "false");
    const id = (await open.locator(".cell").getAttribute("data-cell"))!;
    const cell = cellOf(page, id);
    await openEditor(cell);
    const source = 'const buttons = "no buttons";';
    await runText(cell, source);
    await gap.locator(".gap-choose").getByText("no buttons").waitFor();
    assert.deepEqual(await changedList(page), [{id, source}]);

    await code.click();
    assert.equal(await open.count(), 0);
    await page.getByText("1 changed cell").click();
    await page.locator(".changed-cells").getByRole("button", {name: "src/bound.md, line"}).click();
    assert.ok(await cell.locator(".cell-bar").isVisible(), "the list opens the drawer");
  }
);

siteTest(
  "what the margin names of a figure’s code opens in its drawer, in view, with a way back",
  {path: "bound", context},
  async (page) => {
    const link = page.getByRole("link", {name: "improveDiagonal, best-diagonal.ts"});
    await link.click();
    const code = page.locator("#gap .code-drawer > [open]");
    assert.match(await code.innerText(), /export function\* improveDiagonal/);
    const top = await until(
      page,
      () => code.evaluate((fold) => fold.getBoundingClientRect().top),
      (y) => y > 48 && y < 400
    );
    assert.ok(top > 48 && top < 400, `${top}`);
    await page.getByRole("button", {name: "back to the text"}).click();
    assert.ok(await link.evaluate((element) => element === document.activeElement));
  }
);
