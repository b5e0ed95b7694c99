import assert from "node:assert/strict";
import {drawLine, encodePage, seven} from "../harness/encode.js";
import {dropModel, modelLine} from "../harness/own-model.js";
import {siteTest} from "../harness/site.js";
import {fragmentOf} from "../harness/state.js";
import {graphFiles} from "../reading/model-makers.js";

const written = 1500; // ms, longer than an address takes to be written

siteTest(
  "what is drawn by hand does not enter the address",
  {path: "introduction"},
  async (page) => {
    const figure = await encodePage(page);
    const before = await figure.numbers();
    await drawLine(page, figure.pad, seven);
    for (let i = 0; i < 100 && String(await figure.numbers()) === String(before); ++i) {
      await page.waitForTimeout(50);
    }
    assert.notDeepEqual(await figure.numbers(), before, "the drawing is encoded");
    await page.waitForTimeout(written);
    assert.doesNotMatch(await fragmentOf(page), /image|pixels|=\./);
    assert.ok((await fragmentOf(page)).length < 60, await fragmentOf(page));
  }
);

siteTest("a model of one’s own does not enter the address", {}, async (page) => {
  await dropModel(page, graphFiles([1, -2, 0.5, 3, -1, 2, -0.5, 1]));
  await modelLine(page).getByText("2 latents").waitFor({timeout: 60_000});
  const slider = page.locator(".own-row .view").first().getByRole("slider").first();
  await slider.fill("0.3");
  await page.waitForTimeout(written);
  assert.ok((await fragmentOf(page)).length < 60, await fragmentOf(page));
});
