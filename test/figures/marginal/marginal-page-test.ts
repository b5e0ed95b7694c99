import assert from "node:assert/strict";
import type {Locator} from "playwright-core";
import {siteTest} from "../../harness/site.js";

/** Returns the mean error that stands beside a way, in nats, once there are all repeats. */
async function errorOf(figure: Locator, way: string): Promise<number> {
  const text = await figure.locator(`[data-way="${way}"] output`).innerText();
  return Number(text.split("±")[0]!.trim().replace("−", "-").replaceAll(",", ""));
}

siteTest(
  "appendix D estimates log p(x) in six ways beside the exact value",
  {path: "appendices.html"},
  async (page) => {
    const figure = page.locator("#marginal-likelihood");
    await figure.scrollIntoViewIfNeeded();
    const status = figure.locator("p[role=status]").first();
    const finished = (count: number) =>
      status.filter({hasText: new RegExp(`^Repeat \\d+ of ${count}:`)}).waitFor();
    await finished(200);
    assert.ok(Math.abs(await errorOf(figure, "gaussian")) < 0.06);
    assert.ok((await errorOf(figure, "same")) < -0.03);
    assert.ok((await errorOf(figure, "prior")) > 2);
    const first = await status.innerText();
    await figure.getByRole("radio", {name: "q = prior"}).check();
    assert.notEqual(await status.innerText(), first);
    await figure.getByRole("button", {name: "another repeat"}).click();
    assert.match(await status.innerText(), /^Repeat 2 of 200/);
    await page.waitForURL(/marginal-repeat=1/);
    await page.getByRole("button", {name: "The estimate is too small"}).click();
    assert.equal(await figure.getByRole("radio", {name: "same draws"}).isChecked(), true);
    await figure.getByRole("button", {name: "Reset"}).click();
    await status.filter({hasText: first}).waitFor();
  }
);
