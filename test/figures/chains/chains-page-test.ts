import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "appendix E walks chains over a posterior, cold and warm, and a slider goes back",
  {path: "appendices.html"},
  async (page) => {
    const figure = page.locator("#posterior-chains");
    await figure.scrollIntoViewIfNeeded();
    const status = figure.locator("p[role=status]").first();
    await status.filter({hasText: /^After [1-9]/}).waitFor();
    const [, cold, warm] = /(\d+)% of the cold chains are there, and (\d+)%/.exec(
      await status.innerText()
    )!;
    assert.ok(Number(cold) < 50 && Number(warm) > 80, `${cold} cold, ${warm} warm`);
    const slider = figure.getByRole("slider", {name: "moves"});
    await slider.press("Home");
    await status.filter({hasText: "have not moved yet"}).waitFor();
    await slider.press("ArrowRight");
    await status.filter({hasText: "After 1 moves"}).waitFor();
  }
);
