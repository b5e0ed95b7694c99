import assert from "node:assert/strict";
import {describe} from "node:test";
import {middleOf} from "../../harness/board.js";
import {sharedPage} from "../../harness/site.js";
import {addressHolds, freshTab} from "../../harness/state.js";

describe("Figure 3", () => {
  const test = sharedPage({path: "experiments.html"});

  test("a panel opens, its runs are named over images and over time, and a link holds it", async (page) => {
    const figure = page.locator("#likelihood-curves");
    const card = figure.locator(".run-card");
    const {x, y} = await middleOf(figure.locator("[data-panel=n50000] .panel-field"));
    await page.mouse.click(x, y);
    await figure.getByText(/^50,000 training images: AEVB/).waitFor();
    await figure.locator(".large-panel [data-curve=n50000-mcem]").focus();
    await page.keyboard.press("End");
    await card.getByText("Monte Carlo EM, 50,000 images, step size 0.1").waitFor();
    assert.match(await card.locator(".command").innerText(), /--only n50000-mcem-0 /);
    const reading = await card.locator(".run-reading").innerText();
    const [, images, held] = /^After ([\d,]+) images, .* s: (−\d+\.\d) nats/.exec(reading)!;
    const end = figure.locator(".large-panel .curve-name.of-mcem:not(.end-dashed)");
    assert.equal(await end.textContent(), `MCEM ${held}`);
    const answer = figure.locator("details.answer");
    await figure.getByRole("button", {name: "with 1,000"}).click();
    await answer.getByText("Yes.").waitFor();
    assert.ok(
      (await answer.innerText()).includes(`After ${images} images seen it stands at ${held}`)
    );

    const [many, few] = (await answer.innerText()).match(/(?<= at −)\d+\.\d/g)!.map(Number);
    assert.ok(few! < many!, "as the right guess has it");
    await figure.getByRole("radio", {name: "time of learning"}).check();
    await figure
      .locator(".large-panel")
      .getByText(/^seconds of one processor/)
      .waitFor();
    await addressHolds(page, /likelihood='n50000-mcem-0'.*over='seconds'.*size='n50000'/);
    const tab = await freshTab(page);
    const there = tab.locator("#likelihood-curves .run-reading");
    await there.getByText(reading).waitFor();
    await tab.context().close();
    await figure.getByRole("button", {name: "Reset"}).click();
    await figure.getByText(/^1,000 training images: AEVB/).waitFor();
  });
});
