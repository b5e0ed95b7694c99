import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {drag, middleOf} from "../../harness/board.js";
import {touchPath} from "../../harness/encode.js";
import {siteTest} from "../../harness/site.js";

const path = "scenario";

/** Returns the numbers beside the naive estimate. */
async function naiveNumbers(page: Page) {
  const read = async (name: string) => {
    const text = await page.locator(`#naive [data-is="${name}"]`).innerText();
    return Number(text.replace("−", "-").replace(/[,+%]/g, ""));
  };
  const [draws, estimate, exact, error, size] = [
    await read("draws"),
    await read("estimate"),
    await read("exact"),
    await read("error"),
    await read("size")
  ];
  return {draws, estimate, exact, error, size} as Record<string, number>;
}

siteTest(
  "the naive estimate is far too low at 100 draws, and near at 10,000",
  {path},
  async (page) => {
    const mark = page.getByRole("slider", {name: "draws, L"});
    await middleOf(mark);
    await page.locator('#naive [data-is="exact"]').getByText(/\d/).waitFor({timeout: 60_000});
    await page.waitForFunction(
      () => document.querySelectorAll("#naive .run").length === 8,
      undefined,
      {timeout: 90_000}
    );
    const few = await naiveNumbers(page);
    assert.equal(few.draws, 100);
    assert.ok(Math.abs(few.estimate! - few.exact! - few.error!) < 0.011);
    assert.ok(few.error! < -3, `off by ${few.error}`);
    assert.ok(few.size! >= 1 && few.size! < 3, `effective draws ${few.size}`);
    await mark.focus();
    await page.keyboard.press("End");
    await page.locator('#naive [data-is="draws"]').getByText("10,000").waitFor();
    const many = await naiveNumbers(page);
    assert.ok(Math.abs(many.error!) < 2, `off by ${many.error}`);
    assert.ok(many.size! > few.size! && many.size! < 200, `effective draws ${many.size}`);
    const field = (await page.locator("#naive .estimate-chart .field").last().boundingBox())!;
    await drag(page, mark, {x: field.x + field.width / 2, y: field.y + field.height / 2});
    await page
      .locator('#naive [data-is="draws"]')
      .getByText(/^(9\d|10\d)$/)
      .waitFor();
    const spread = page.locator('#naive [data-is="spread"]');
    const low = page.locator('#naive [data-is="low"]');
    const wide = Number(await spread.innerText());
    assert.ok(wide > 1, `a spread of ${wide}`);
    assert.match(await low.innerText(), /^(9\d|100)% of \d{3}$/);
    await page.getByLabel("a Gaussian at the posterior").check();
    await page.waitForFunction(() => {
      const [count, line] = ["low", "spread"].map(
        (is) => document.querySelector(`#naive [data-is="${is}"]`)!.textContent!
      );
      return / of [78]\d\d$/.test(count) && Number(line) < 0.5;
    });
    assert.match(await low.innerText(), /^[3-7]\d% of /);
  }
);

siteTest(
  "a finger drags the mark of the draws, and the page stays where it is",
  {path, context: {hasTouch: true, viewport: {width: 390, height: 844}}},
  async (page) => {
    const mark = page.getByRole("slider", {name: "draws, L"});
    const {x, y} = await middleOf(mark);
    const scrolled = await page.evaluate(() => scrollY);
    await touchPath(page, [
      {x, y},
      {x: x + 30, y: y - 15},
      {x: x + 60, y: y - 60}
    ]);
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    const moved = Number(await mark.getAttribute("aria-valuenow"));
    // A decade of draws is about 80 CSS pixels wide here.
    assert.ok(moved > 250 && moved < 1200, `${moved} draws`);
  }
);
