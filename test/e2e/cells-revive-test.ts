import {assertImage, canvasOf, setSliders, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {cellOf, runText} from "../harness/cells.js";
import {siteTest} from "../harness/site.js";

const [first] = views;

siteTest(
  "what an edit has made fail further on lives again once the edit is taken back",
  {},
  async (page) => {
    const ofZ = page.locator(".cell", {hasText: "Float32Array.from(u, normalQuantile)"}).last();
    const cell = cellOf(page, (await ofZ.getAttribute("data-cell"))!);
    await runText(cell, "const z = Float32Array.of(u[0], 0, 0); // one too many for this decoder");
    await page
      .locator(`[data-view="${first.id}"] .failure`)
      .getByText(/invalid/)
      .waitFor();
    await cell.getByRole("button", {name: "Revert"}).click();
    await canvasOf(page, first).waitFor();
    await setSliders(page, first, [0.6, 0.7]);
    await assertImage(page, first, await valuesOf(page, first));
    await page.locator(`[data-view="${first.id}"] .failure`).waitFor({state: "hidden"});
  }
);
