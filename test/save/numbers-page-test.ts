import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";
import {priorSamples} from "../../src/math/random.js";
import {inkOfPng} from "../harness/ink.js";
import {savedTables} from "../harness/save.js";
import {siteTest} from "../harness/site.js";

/** Returns the rows that a figure saves of one of its parts. */
async function savedRows(page: Page, figure: Locator, part: string) {
  return (await savedTables(page, figure)).get(part)!.rows;
}

siteTest(
  "the samples’ CSV has z of each sample, as the seed gives it",
  {path: "manifold.html#samples", pending: true},
  async (page) => {
    const figure = page.locator("#samples");
    for (const latents of [2, 20]) {
      const name = `random samples of the model with ${latents} latents`;
      await figure.locator(`canvas[data-drawn][aria-label="${name}"]`).waitFor();
      const rows = await savedRows(
        page,
        figure,
        `z of the samples of the model with ${latents} latents`
      );
      const z = rows.flatMap((row) =>
        Array.from({length: latents}, (_, j) => Number(row[`z_${j + 1}`]))
      );
      assert.deepEqual(z, Array.from(priorSamples(1, 100, latents)));
    }
  }
);

siteTest(
  "section 3’s CSV has the pixels of the recorded sheet",
  {path: "vae.html#nat", pending: true},
  async (page) => {
    const figure = page.locator("#nat");
    const sheet = figure.locator(".training-sheet img:not([hidden])");
    await sheet.waitFor();
    const address = await sheet.evaluate((image) => (image as HTMLImageElement).src);
    const {ink, width, height} = inkOfPng(await (await page.request.get(address)).body());
    const rows = await savedRows(page, figure, "the recorded sheet");
    assert.deepEqual(
      rows.map((row) => Array.from({length: width}, (_, i) => Number(row[`ink_${i + 1}`]))),
      Array.from({length: height}, (_, y) =>
        Array.from({length: width}, (_unused, x) => ink[y * width + x])
      )
    );
  }
);
