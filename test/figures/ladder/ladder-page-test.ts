import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";

siteTest(
  "the ladder rises to log p(x) with K, and what is no bound passes it, as a link keeps",
  {path: "after.html#ladder~1~ladder-q='best'"},
  async (page) => {
    const figure = page.locator("#ladder");
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".ladder:not([data-waiting])").waitFor();
    const slider = figure.getByRole("slider", {name: "the number of draws, K"});
    const cell = (row: string, column: number) =>
      figure.locator(`tr[data-row="${row}"] td`).nth(column).innerText();
    const numbers = async (row: string) =>
      (await Promise.all([0, 1, 2].map((column) => cell(row, column)))).map((text) =>
        Number.parseFloat(text.replace("−", "-"))
      );
    assert.equal(await slider.getAttribute("aria-valuetext"), "50");
    const best = await numbers("excess");
    assert.ok(best[0]! > 0.1 && best[0]! < 0.35 && best[1]! > 0.1, String(best));
    await slider.press("Home");
    const one = {gap: await numbers("gap"), excess: await numbers("excess")};
    assert.deepEqual(await numbers("size"), [1, 1, 1]);
    // With one draw both are the bound of equation (3).
    assert.ok(Math.abs(one.gap[0]! + one.excess[0]!) < 0.05, String(one.excess));
    await figure.getByRole("radio", {name: "the encoder’s q"}).check();
    await slider.press("End");
    await addressHolds(page, /ladder-draws=1000/);
    const all = await numbers("gap");
    assert.ok(all[1]! < 0.1 && all[2]! > 1, `the median and the mean: ${all}`);
    await figure.getByRole("button", {name: "New seed"}).click();
    await addressHolds(page, /ladder-seed=2/);
  }
);
