import assert from "node:assert/strict";
import type {Locator} from "playwright-core";
import {drag, middleOf} from "../../harness/board.js";
import {sharedPage} from "../../harness/site.js";

const directionsTest = sharedPage({path: "related.html"});

/** Returns the numbers in the row of a divergence: of this q, the least, and where that is. */
async function rowOf(figure: Locator, name: string): Promise<number[]> {
  const cells = figure.locator(`tr:has(th:text-is("${name}")) td`);
  return (await cells.allInnerTexts()).map((text) => Number(text.replace("−", "-")));
}

directionsTest("q can be dragged and fitted by either divergence", async (page) => {
  const figure = page.locator("#two-directions");
  await figure.scrollIntoViewIfNeeded();
  const mu = figure.getByRole("slider", {name: "μ, the mean of q"});
  const {x, y} = await middleOf(mu);
  await drag(page, mu, {x: x + 150, y});
  const [before, least] = await rowOf(figure, "KL(q ‖ p)");
  assert.ok(before! > least! + 1);
  await figure.getByRole("button", {name: "fit by KL(q ‖ p)"}).click();
  // It began at the right, beside the smaller hill, and stays there: log(1/0.3).
  assert.equal((await rowOf(figure, "KL(q ‖ p)"))[0], 1.204);
  assert.deepEqual((await rowOf(figure, "KL(q ‖ p)")).slice(1), [0.357, -2, 0.5]);
  await figure.getByRole("button", {name: "fit by KL(p ‖ q)"}).click();
  assert.deepEqual(await rowOf(figure, "KL(p ‖ q)"), [0.724, 0.724, -0.8, 1.9]);
  assert.equal((await rowOf(figure, "KL(q ‖ p)"))[0], 2.096);
});

directionsTest(
  "a fit to draws is near the moments, and another seed draws others",
  async (page) => {
    const figure = page.locator("#two-directions");
    const fit = figure.getByRole("button", {name: "fit to 50 draws of p"});
    await fit.click();
    const [first, least] = await rowOf(figure, "KL(p ‖ q)");
    assert.ok(first! > least! && first! < least! + 0.2, `${first}, at least ${least}`);
    const mu = figure.getByRole("slider", {name: "μ, the mean of q"});
    const before = await mu.getAttribute("aria-valuetext");
    await figure.getByRole("button", {name: "New seed"}).click();
    await fit.click();
    assert.notEqual(await mu.getAttribute("aria-valuetext"), before);
  }
);

directionsTest("the prose brings the hills together, and a link brings that back", async (page) => {
  const figure = page.locator("#two-directions");
  await page.getByRole("button", {name: "Hills that are near"}).click();
  await page.waitForURL(/distance=1\.25/);
  await page.reload();
  await figure.getByRole("button", {name: "fit by KL(q ‖ p)"}).click();
  const [now, least, mu] = await rowOf(figure, "KL(q ‖ p)");
  assert.deepEqual([now, least, mu], [0.481, 0.481, 0]);
  await figure.getByRole("button", {name: "Reset"}).click();
  await page.waitForURL((url) => !url.hash.includes("distance"));
  assert.deepEqual((await rowOf(figure, "KL(q ‖ p)")).slice(1), [0.357, -2, 0.5]);
});
