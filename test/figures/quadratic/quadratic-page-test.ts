import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "a decoder can be chosen and moved, and x by keys",
  {path: "related.html"},
  async (page) => {
    const figure = page.locator("#quadratic");
    await figure.scrollIntoViewIfNeeded();
    const evidenceOf = async (name: string) => {
      const row = figure.locator("tr", {has: page.locator(`th:text-is("${name}")`)});
      return Number((await row.locator("td").first().innerText()).replace("−", "-"));
    };
    const names = ["maximum likelihood", "the bound", "wake-sleep"];
    const evidence = await Promise.all(names.map(evidenceOf));
    assert.deepEqual(
      evidence,
      evidence.toSorted((a, b) => b - a)
    );
    await figure.getByRole("button", {name: "wake-sleep", exact: true}).click();
    const a = figure.getByRole("slider", {name: "a", exact: true});
    assert.ok(Number(await a.inputValue()) < 0.3);
    await a.fill("0.5");
    assert.ok((await evidenceOf("yours")) < evidence[0]!);
    const x = figure.getByRole("slider", {name: "x", exact: true});
    await x.press("ArrowUp");
    assert.equal(await x.getAttribute("aria-valuetext"), "2.10");
    await figure.getByRole("button", {name: "Reset"}).click();
    assert.equal(await a.inputValue(), "1");
  }
);
