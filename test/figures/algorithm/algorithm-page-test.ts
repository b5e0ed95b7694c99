import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

const path = "algorithm.html";

siteTest(
  "a line at a time: the line is lit in words and code, and its numbers come",
  {path},
  async (page) => {
    const figure = page.locator("#line-by-line");
    await figure.scrollIntoViewIfNeeded();
    const lit = figure.locator(".algorithm-lines .now");
    const next = figure.getByRole("button", {name: "Next line"});
    const known = () => figure.locator(".algorithm-draws td:not(:text-is('·'))").count();
    const rows = figure.locator(".algorithm-draws tbody tr");
    assert.match(await lit.innerText(), /^Draw a minibatch of M images\.\s+const order/);
    const counts = [await known()];
    for (const line of [2, 3, 4, 5, 6]) {
      await next.press("Enter");
      await figure.getByText(`Turn 1, line ${line} of 6.`).waitFor();
      counts.push(await known());
    }
    assert.deepEqual(
      counts,
      [2, 3, 6, 9, 9, 9].map((columns) => 3 * columns)
    );
    assert.match(await lit.innerText(), /TINY_RATE/);
    const cells = (row: number) =>
      figure.locator(".algorithm-parameters tr").nth(row).locator("td");
    const after = await cells(3).allTextContents();
    await next.press("Enter");
    await figure.getByText("Turn 2, line 1 of 6.").waitFor();
    assert.deepEqual(await cells(1).allTextContents(), after);
    await figure.getByRole("button", {name: "Back", exact: true}).click();
    await figure.getByText("Turn 1, line 6 of 6.").waitFor();

    await figure.getByRole("slider", {name: "L, draws for each image"}).press("End");
    assert.equal(await rows.count(), 12);
    await figure.getByRole("button", {name: "New seed"}).click();
    await page.waitForFunction(() => location.hash.includes("algorithm-seed=2"));
    const link = page.url();
    const numbers = await figure.locator(".algorithm-draws").innerText();
    await page.goto("about:blank");
    await page.goto(link);
    await page.locator("#line-by-line .algorithm-draws tbody tr").nth(11).waitFor();
    assert.equal(await page.locator("#line-by-line .algorithm-draws").innerText(), numbers);
    await page.locator("#line-by-line").getByRole("button", {name: "Reset"}).click();
    await page.locator("#line-by-line").getByText("Turn 1, line 1 of 6.").waitFor();
  }
);
