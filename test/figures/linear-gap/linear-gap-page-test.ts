import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "a linear model’s gap closes, and opens as it is turned",
  {path: "related.html"},
  async (page) => {
    const figure = page.locator("#linear-gap");
    const valueOf = async (name: string) =>
      (await figure.locator(`tr:has(th:text-is("${name}")) td`).innerText()).replace("−", "-");
    await figure.scrollIntoViewIfNeeded();
    const evidence = await valueOf("mean log p(x)");
    await page.getByRole("button", {name: "Turn it by 45°"}).click();
    assert.equal(await valueOf("mean log p(x)"), evidence);
    const gap = Number(await valueOf("gap"));
    assert.ok(gap > 0.1);
    const elbo = Number(await valueOf("bound of the best diagonal q"));
    assert.ok(Math.abs(Number(evidence) - elbo - gap) < 2e-4);
    await figure.getByRole("button", {name: "Train from the start"}).click();
    await figure.locator('output:text-is("1,000")').waitFor();
    assert.match(await valueOf("gap"), /^below 10⁻/);
    assert.equal(await valueOf("cosine between the columns of W"), "0.000");
    await figure.getByRole("slider", {name: "steps of training"}).fill("0");
    assert.ok(Number(await valueOf("mean log p(x)")) < Number(evidence) - 1);
  }
);
