import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";

siteTest(
  "recorded runs over β: a higher price lowers the rate, and the bound is largest at β = 1",
  {path: "vae.html"},
  async (page) => {
    const figure = page.locator("#betas");
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".betas-figure:not([data-waiting])").waitFor();
    const slider = figure.getByRole("slider", {name: "β of the recorded run"});
    const runs: {beta: number; distortion: number; rate: number; bound: number}[] = [];
    const count = Number(await slider.getAttribute("max")) + 1;
    for (let at = 0; at < count; ++at) {
      await slider.fill(String(at));
      const beta = Number(await figure.locator("output").innerText());
      const texts = await figure.locator("td").allInnerTexts();
      const [distortion, rate, bound] = texts.map((text) => Number(text.replace("−", "-")));
      assert.ok(Math.abs(bound! + distortion! + rate!) < 0.16, texts.join());
      runs.push({beta, distortion: distortion!, rate: rate!, bound: bound!});
    }
    for (const [i, run] of runs.entries()) {
      if (i > 0) assert.ok(run.rate < runs[i - 1]!.rate, `rate at β = ${run.beta}`);
    }
    const best = runs.toSorted((a, b) => b.bound - a.bound)[0]!;
    assert.equal(best.beta, 1);
    await addressHolds(page, new RegExp(`betas-run=${count - 1}`));
    await page.getByRole("button", {name: "Train the network of this β"}).click();
    const price = String(runs.at(-1)!.beta);
    await page.locator("#nat .beta-slider output").filter({hasText: price}).waitFor();
    await figure.getByRole("button", {name: "Reset"}).click();
    assert.equal(await figure.locator("output").innerText(), "1");
  }
);
