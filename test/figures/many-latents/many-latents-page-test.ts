import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";

siteTest(
  "the ratio of variances grows with the number of latents, as the closed form and the draws say",
  {path: "reparameterization.html"},
  async (page) => {
    const figure = page.locator("#many-latents");
    await figure.scrollIntoViewIfNeeded();
    const rowOf = async (key: string) => {
      const cells = await figure.locator(`tr[data-row="${key}"] td`).allInnerTexts();
      return cells.map((text) => Number(text.replaceAll(",", "")));
    };
    const slider = figure.getByRole("slider", {name: "the number of latents, D"});
    for (const latents of [1, 64]) {
      await slider.fill(String(latents));
      const baseline = await rowOf("baseline");
      // At μ = σ = 1: 3 + 3D/2, and one draw of the pathwise gradient has the variance 1.
      assert.equal(baseline[2], Number((3 + 1.5 * latents).toPrecision(3)));
      assert.ok(Math.abs(baseline[1]! / baseline[0]! - 1) < 0.25, String(baseline));
      assert.equal((await rowOf("pathwise"))[0], 1);
    }
    assert.equal((await rowOf("score"))[2], 4320);
    await addressHolds(page, /latents=64/);
    await figure.getByRole("radio", {name: "∂/∂σ₁"}).check();
    await addressHolds(page, /latents-of='sigma'/);
    const [before] = (await rowOf("score")).slice(1);
    await figure.getByRole("button", {name: "New seed"}).click();
    await addressHolds(page, /latents-seed=2/);
    assert.notEqual((await rowOf("score"))[1], before);
  }
);
