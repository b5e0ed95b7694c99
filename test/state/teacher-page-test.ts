import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";
import {addressHolds, fragmentOf, freshTab, saidOf} from "../harness/state.js";
import {pageTime} from "../harness/waiting.js";

const path = "bound";
const expected = [/ERR_ABORTED/]; // what a page was still loading when it was left

/** Makes a link by the dialog of the page. */
async function makeLink(page: Page, place: string, isBare: boolean): Promise<string> {
  await page.getByRole("button", {name: "Link", exact: true}).click();
  const dialog = page.getByRole("dialog", {name: "A link to this page as it stands"});
  const places = dialog.getByLabel("It opens at");
  await places.selectOption(place);
  if (isBare) await dialog.getByLabel(/without the controls/).check();
  await dialog.getByRole("button", {name: "Copy the link"}).click();
  await dialog.getByText("Copied.").waitFor();
  const link = await dialog.getByLabel("Link", {exact: true}).inputValue();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await page.keyboard.press("Escape");
  await dialog.waitFor({state: "detached"});
  return link;
}

const context = {permissions: ["clipboard-read", "clipboard-write"]};

siteTest(
  "a teacher's link presets a figure and hides its controls",
  {path, expected, context},
  async (page) => {
    const images = page.getByRole("group", {name: "an image x", exact: true});
    await images.getByRole("radio", {name: /^5, image 3470/}).check({force: true});
    await addressHolds(page, /image=5/);
    const link = await makeLink(page, "gap", true);
    assert.match(decodeURIComponent(link), /\/bound#gap~1~hide=\('gap'\)~image=5$/);
    assert.equal(await fragmentOf(page), "#~1~image=5", "making a link changes nothing here");

    const tab = await freshTab(page, link);
    const gap = tab.locator("#gap");
    assert.equal(await gap.getByRole("button").filter({visible: true}).count(), 0);
    assert.equal(await gap.getByRole("radio").filter({visible: true}).count(), 0);
    assert.ok(await gap.locator('input[aria-label^="5, image 3470"]').isChecked());
    assert.ok(await gap.locator("details.answer summary").first().isVisible());
    const mark = gap.locator('.gap-zoom [data-mark="mean"]').first();
    await mark.focus();
    await tab.keyboard.press("ArrowRight");
    const box = (await mark.boundingBox())!;
    await tab.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await tab.mouse.down();
    await tab.mouse.move(box.x + 60, box.y + 40, {steps: 4});
    await tab.mouse.up();
    await pageTime(tab, 600); // longer than a change takes to rest
    assert.doesNotMatch(await fragmentOf(tab), /~q=/);

    assert.match(await saidOf(tab), /^This link hides controls/);
    await tab.getByRole("button", {name: "Show the controls"}).click();
    await gap.getByRole("button", {name: "best diagonal q"}).click();
    await addressHolds(tab, /^#gap~1~image=5~q='best'$/);
    await tab.context().close();
  }
);

siteTest(
  "a link hides the controls of the board, and what it shows stays",
  {expected, context},
  async (page) => {
    await page.getByRole("slider", {name: "u₁, MNIST, 2 latents", exact: true}).press("PageUp");
    await addressHolds(page, /mnist-2d=/);
    const link = await makeLink(page, "", true);
    const tab = await freshTab(page, link);
    assert.match(await fragmentOf(tab), /^#~1~hide='controls'~mnist-2d=\(/);
    assert.equal(await tab.locator("main input").filter({visible: true}).count(), 0);
    assert.equal(await tab.locator(".board canvas").filter({visible: true}).count(), 6);
    const excess = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(excess <= 0, `${excess} px too wide`);
    await tab.context().close();
  }
);
