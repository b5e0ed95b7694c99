import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "the learned prior carries noise to codes step by step, and trains anew until it is stopped",
  {path: "after.html#learned-prior~1~prior-step=0"},
  async (page) => {
    const figure = page.locator("#learned-prior");
    await figure.locator(".learned-prior:not([data-waiting])").waitFor();
    const sheets = () =>
      figure
        .locator(".learned-prior-sheets canvas")
        .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
    const drawn = (count: number) =>
      page.waitForFunction(
        (least) => {
          const all = document.querySelectorAll<HTMLElement>(".learned-prior-sheets canvas");
          return Array.from(all).every(({dataset}) => Number(dataset["drawn"]) >= least);
        },
        count,
        {timeout: 60_000}
      );
    const places = () =>
      figure.locator(".drawn-codes circle").evaluateAll((all) => all.map((c) => c.outerHTML));
    await drawn(1);
    const [before, after] = await sheets();
    assert.equal(before, after, "at step 0 nothing is carried");
    const noise = await places();
    assert.equal(noise.length, 64);
    await figure.getByRole("slider", {name: "steps from noise to codes"}).press("End");
    await drawn(2);
    const [same, carried] = await sheets();
    assert.equal(same, before);
    assert.notEqual(carried, after);
    const codes = await places();
    assert.notDeepEqual(codes, noise);

    const gains = () => figure.locator("tr:nth-last-child(-n+2) td").allInnerTexts();
    const recorded = await gains();
    assert.match(recorded.join(), /^0\.1\d ± 0\.0\d,0\.1\d ± 0\.0\d$/);
    await figure.getByRole("button", {name: "Train"}).click();
    await figure.getByText(/\d+00 of 4,000 steps/).waitFor();
    assert.deepEqual(await gains(), ["…", "…"]);
    await figure.getByRole("button", {name: "Stop"}).click();
    await figure.locator(".learned-prior:not([data-training])").waitFor();
    assert.deepEqual(await gains(), recorded);
    assert.deepEqual(await places(), codes);
  }
);
