import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";
import {npyFile} from "../reading/file-makers.js";

const path = "vae";
const patience = {timeout: 60_000};

/** Hides the page, as far as its scripts can tell. */
function hide(page: Page): Promise<void> {
  return page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
  });
}

/** Makes a minute pass in a moment. */
async function hurry(page: Page): Promise<void> {
  // As text: the loader of these tests would wrap a function in what a page does not have.
  const content = `
    const wait = window.setTimeout.bind(window);
    window.setTimeout = (act, ms, ...rest) => wait(act, ms === 60000 ? 50 : ms, ...rest);`;
  await page.addInitScript({content});
}

siteTest(
  "training: a run rests when the page is hidden for long, and says so",
  {path, prepare: hurry},
  async (page) => {
    const figure = page.locator(".training-figure");
    await page.getByLabel("images", {exact: true}).selectOption({label: "Drawn discs"});
    await figure.getByRole("button", {name: "Train", exact: true}).click();
    await page
      .locator(".run-numbers")
      .getByText(/samples\/s/)
      .waitFor(patience);
    await hide(page);
    await page
      .locator(".notice")
      .getByText(/The run rests: this page was hidden/)
      .waitFor(patience);
    await figure.getByRole("button", {name: "Continue", exact: true}).waitFor(patience);
  }
);

siteTest("training: on images of one’s own", {path}, async (page) => {
  const pixels = Uint8Array.from({length: 300 * 64}, (_, i) => (i % 64 < (i >> 6) % 50 ? 255 : 0));
  const zone = page.getByRole("group", {name: "Images of your own"});
  await zone
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "bars.npy",
      mimeType: "application/octet-stream",
      buffer: Buffer.from(npyFile("|u1", [300, 8, 8], pixels))
    });
  await page.getByRole("button", {name: "Train on these"}).click();
  await page
    .locator(".run-numbers")
    .getByText(/^4,000 images seen/)
    .waitFor(patience);
  assert.equal(await page.getByLabel("images", {exact: true}).inputValue(), "own");
  assert.match(await page.locator(".label-elbo").textContent().then(String), /ℒ −[\d.]+, this run/);
  assert.match(
    await page.locator(".take-note").innerText(),
    /write after --files where your files lie/
  );
});
