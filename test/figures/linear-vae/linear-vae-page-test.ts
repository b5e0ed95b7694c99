import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "the linear VAE lives or collapses by its variance, which a link keeps",
  {path: "after.html#linear-vae~1~variance=2"},
  async (page) => {
    const figure = page.locator("#linear-vae");
    await figure.locator(".linear-vae:not([data-waiting])").waitFor();
    const slider = figure.getByRole("slider", {name: "s²"});
    assert.equal(await slider.getAttribute("aria-valuetext"), "2");
    const live = figure.locator("tr", {hasText: "live directions"}).locator("td");
    const sheet = () =>
      figure
        .locator("canvas")
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const read = async () => ({live: await live.innerText(), sheet: await sheet()});
    const at2 = await read();
    await figure.getByRole("button", {name: "squared error", exact: true}).click();
    const half = await read();
    await figure.getByRole("button", {name: "mean squared error"}).click();
    const collapsed = await read();
    assert.deepEqual([at2.live, half.live, collapsed.live], ["6 of 784", "23 of 784", "0 of 784"]);
    assert.equal(new Set([at2.sheet, half.sheet, collapsed.sheet]).size, 3);
    await figure.getByRole("button", {name: "New seed"}).click();
    assert.equal(await sheet(), collapsed.sheet, "every draw is the mean image");
    await slider.press("Home");
    assert.match(await figure.locator("tr.of-posterior td").innerText(), /^[1-9][\d.]*$/);
  }
);
