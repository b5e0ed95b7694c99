import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

const path = "algorithm.html";

siteTest(
  "late in the training (6) varies less in value, and more in gradient",
  {path},
  async (page) => {
    const figure = page.locator("#estimators");
    await figure.scrollIntoViewIfNeeded();
    const panel = (n: number) => figure.locator(".estimate-strips").nth(n);
    assert.equal(await panel(0).locator(".estimator-A circle").count(), 200);
    /** Returns the numbers of the sentence: (6) ÷ (7) in value, by μ and by log σ. */
    const ratios = async (): Promise<number[]> => {
      const text = await figure.locator(".estimator-reading").innerText();
      return Array.from(text.matchAll(/([\d.,]+) times/g), ([, n]) => Number(n!.replace(",", "")));
    };
    const measured = () =>
      figure.locator(".estimator-figure[data-draws='1000']:not(.waiting)").waitFor();

    const slider = figure.getByRole("slider", {name: "minibatches taken"});
    await slider.press("End");
    await measured();
    await figure.getByText("2,500", {exact: true}).waitFor();
    const [value, byMu] = await ratios();
    assert.ok(value! < 1, `${value}`);
    assert.ok(byMu! > 1 && byMu! < 1.5, `${byMu}`);

    await figure.getByRole("radio", {name: "mnist-2d"}).check({force: true});
    await measured();
    const [, narrow] = await ratios();
    assert.ok(Math.abs(narrow! - 1) < 0.02, `${narrow}`);
    await page.waitForURL(/estimates-of='?mnist-2d/);

    await figure.getByRole("button", {name: "Reset"}).click();
    await measured();
    const [, first] = await ratios();
    assert.ok(first! > 3, `${first}`);
  }
);
