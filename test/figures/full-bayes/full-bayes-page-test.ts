import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "appendix F shows what the scale of θ’s divergence does, and on which side a run ends",
  {path: "appendices.html"},
  async (page) => {
    const figure = page.locator("#full-bayes");
    await figure.scrollIntoViewIfNeeded();
    const numberIn = async (row: string) =>
      Number.parseFloat(
        (await figure.locator(`[data-row="${row}"] td`).innerText()).replace("−", "-")
      );
    const [bound, mean] = [await numberIn("bound"), await numberIn("mean")];
    assert.ok(Math.abs(bound - mean) < 2, `${bound} and ${mean}`);
    await figure.getByRole("radio", {name: "× N/M, by mistake"}).check();
    assert.ok((await numberIn("bound")) < bound - 0.8);
    assert.ok((await numberIn("mean")) < mean - 8);
    await page.getByRole("button", {name: "Begin at w < 0"}).click();
    assert.equal(await figure.getByRole("radio", {name: "w < 0", exact: true}).isChecked(), true);
    await figure.getByRole("button", {name: "Reset"}).click();
    assert.equal(await numberIn("bound"), bound);
  }
);
