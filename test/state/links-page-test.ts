import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {drawLine, encodePage, seven} from "../harness/encode.js";
import {dropModel, modelLine} from "../harness/own-model.js";
import {siteTest} from "../harness/site.js";
import {addressHolds, follow, fragmentOf, freshTab, saidOf, says} from "../harness/state.js";
import {packText} from "../../src/state/packed-text.js";
import {graphFiles} from "../reading/model-makers.js";
import {pageTime, until} from "../harness/waiting.js";

const path = "bound";
const expected = [/ERR_ABORTED/]; // what a page was still loading when it was left
const image = (page: Page, name: RegExp) =>
  page.getByRole("group", {name: "an image x", exact: true}).getByRole("radio", {name});

/** Returns the sum under the figure of the gap, once the lattice and the quadrature agree on it. */
async function sumOf(page: Page): Promise<number[]> {
  await page.waitForFunction(
    () =>
      document.querySelector('#gap [aria-busy="false"]') !== null &&
      document.querySelector(".gap-figure.waiting") === null &&
      /0\.0[01]\d* nats away/.test(document.querySelector("[data-check]")?.textContent ?? ""),
    undefined,
    {timeout: 150_000} // finer sums take a minute on a busy machine
  );
  // Finer sums may follow.
  const read = () => page.locator(".bound-sum [data-value]").allTextContents();
  let [before, sum] = [[""], await read()];
  while (before.join(" ") !== sum.join(" ")) {
    await pageTime(page, 700);
    [before, sum] = [sum, await read()];
  }
  return sum.map((text) => Number(text.replace("−", "-")));
}

/** Asserts that numbers of two decimals are the same, but for how they are rounded. */
function assertNear(actual: number[], wanted: number[]): void {
  assert.equal(actual.length, wanted.length);
  actual.forEach((one, i) => assert.ok(Math.abs(one - wanted[i]!) < 0.015, `${actual}, ${wanted}`));
}

siteTest(
  "a q that is drawn is in the address once it is let go",
  {path, expected},
  async (page) => {
    await sumOf(page);
    const mark = page.locator('.gap-zoom [data-mark="mean"]').first();
    await mark.scrollIntoViewIfNeeded();
    const box = (await mark.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 + 10, {steps: 5});
    await pageTime(page, 600); // longer than a change takes to rest
    assert.equal(await fragmentOf(page), "");
    await page.mouse.up();
    await addressHolds(page, /^#~1~q=\((-?[\d.]+,?){4}\)$/);
    const sum = await sumOf(page);
    const tab = await freshTab(page);
    assertNear(await sumOf(tab), sum);
    await tab.context().close();

    await page.locator(".action-buttons").getByRole("button", {name: "the prior"}).click();
    await addressHolds(page, /^#~1~q='prior'$/);
    await page.goBack();
    await addressHolds(page, /^#~1~q=\(/);
    assertNear(await sumOf(page), sum);
  }
);

siteTest(
  "a link to a place goes on to work, and keeps what is set",
  {path, expected},
  async (page) => {
    const isSeen = (id: string) =>
      page.waitForFunction((name) => {
        const {top} = document.getElementById(name)!.getBoundingClientRect();
        return top > -50 && top < innerHeight;
      }, id);
    await page.locator('.page-contents a[href="#gap"]').click();
    await isSeen("gap");
    assert.equal(await fragmentOf(page), "#gap");
    await image(page, /^5, image 3470/).check({force: true});
    await addressHolds(page, /^#gap~1~image=5$/);
    await page.locator('.page-contents a[href="#how-it-is-computed"]').click();
    await isSeen("how-it-is-computed");
    await addressHolds(page, /^#how-it-is-computed~1~image=5$/);
    assert.ok(await image(page, /^5, image 3470/).isChecked());

    const link = page.locator("#gap").getByRole("link", {name: "Link to this figure"});
    await link.focus();
    assert.equal(await link.getAttribute("href"), "#gap~1~image=5");
    const tab = await freshTab(page, new URL("#gap~1~image=5", page.url()).href);
    await tab.waitForFunction(
      () => Math.abs(document.getElementById("gap")!.getBoundingClientRect().top) < 400
    );
    assert.ok(await image(tab, /^5, image 3470/).isChecked());
    await tab.context().close();
  }
);

siteTest(
  "an old or broken link opens what it can, and says what it could not",
  {path},
  async (page) => {
    await follow(page, "#gap~1~model='fashion-2d'~image=99~q=(1,2)~nosuch=4~broken");
    await page.getByText("nosuch: 4, for which this page has no place.").waitFor();
    const said = await saidOf(page);
    assert.match(said, /^Of this link, not all could be opened\. /);
    assert.match(said, /invalid part of the link: broken, expected name=value\./);
    assert.match(said, /image: 99, expected a whole number from 0 to \d+\./);
    assert.match(said, /q: \[1,2\], expected 4 numbers\./);
    assert.ok(await page.getByRole("radio", {name: "Fashion-MNIST", exact: true}).isChecked());

    await page.getByRole("button", {name: "Dismiss"}).click();
    assert.equal(await saidOf(page), "");
    await follow(page, "#gap~7~image=5");
    await page.getByText("invalid version of the link: 7, expected 1.").waitFor();
    assert.ok(await image(page, /./).first().isChecked());
  }
);

siteTest(
  "a packed value is kept as it is until what unpacks it is there, and then offered",
  {path, expected: [/packed-text/, /ERR_FAILED/]},
  async (page) => {
    const cells = [{id: "bound:1", source: "// a remark\n".repeat(200)}];
    const packed = await packText(JSON.stringify(cells));
    let isThere = false;
    await page.route("**/*packed-text*", (route) => (isThere ? route.continue() : route.abort()));
    await follow(page, `#~1~cells=${packed}`);
    await says(page, /What unpacks the long values of this link could not be loaded/);
    await image(page, /^5, image 3470/).check({force: true});
    await addressHolds(page, /~image=5$/); // it is written anew
    assert.equal(await fragmentOf(page), `#~1~cells=${packed}~image=5`);
    isThere = true;
    await page.getByRole("button", {name: "Try again"}).click();
    await page.getByRole("dialog").waitFor();
    // The browser may pack the same value otherwise.
    await addressHolds(page, /^#~1~cells=\.[\w-]+~image=5$/);
  }
);

const written = 1500; // ms, longer than an address takes to be written

siteTest(
  "what is drawn by hand does not enter the address",
  {path: "introduction"},
  async (page) => {
    const figure = await encodePage(page);
    const before = await figure.numbers();
    await drawLine(page, figure.pad, seven);
    const now = await until(page, figure.numbers, (all) => String(all) !== String(before));
    assert.notDeepEqual(now, before, "the drawing is encoded");
    await pageTime(page, written);
    assert.doesNotMatch(await fragmentOf(page), /image|pixels|=\./);
    assert.ok((await fragmentOf(page)).length < 60, await fragmentOf(page));
  }
);

siteTest("a model of one’s own does not enter the address", {}, async (page) => {
  await dropModel(page, graphFiles([1, -2, 0.5, 3, -1, 2, -0.5, 1]));
  await modelLine(page).getByText("2 latents").waitFor({timeout: 60_000});
  const slider = page.locator(".own-row .view").first().getByRole("slider").first();
  await slider.fill("0.3");
  await pageTime(page, written);
  assert.ok((await fragmentOf(page)).length < 60, await fragmentOf(page));
});
