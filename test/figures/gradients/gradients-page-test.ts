import assert from "node:assert/strict";
import {drag, middleOf} from "../../harness/board.js";
import {assertUnbiased, filled, row} from "../../harness/gradients.js";
import {siteTest} from "../../harness/site.js";

const path = "reparameterization.html";
const still = {reducedMotion: "reduce"} as const;

siteTest(
  "both histograms have the exact mean, for the parabola, wherever μ is dragged",
  {path, context: still},
  async (page) => {
    const figure = await filled(page);
    await assertUnbiased(figure);
    const [, , , atStart] = await row(figure, "score function");
    assert.ok(Math.abs(atStart! - 12.9) < 3, `ratio ${atStart}`);
    assert.equal(await figure.getByRole("img", {name: /histograms of 4000 estimates/}).count(), 1);

    const mark = figure.getByRole("slider", {name: "μ, the mean of q"});
    const from = await middleOf(mark);
    await drag(page, mark, {x: from.x + 90, y: from.y});
    const moved = Number(await mark.getAttribute("aria-valuenow"));
    assert.ok(moved > 0, `μ = ${moved}`);
    const [exact] = await row(figure, "exact");
    // Two digits of the table’s three are safe from its rounding.
    assert.ok(Math.abs(exact! - (1 - moved)) < 0.01, `gradient ${exact} at μ = ${moved}`);
    await assertUnbiased(figure);

    await mark.press("ArrowLeft");
    assert.ok(Number(await mark.getAttribute("aria-valuenow")) < moved);
  }
);

siteTest(
  "a constant widens the score function’s histogram only, and the baseline takes it away",
  {path, context: still},
  async (page) => {
    const figure = await filled(page);
    const slider = figure.getByRole("slider", {name: "a constant added to f"});
    const [before, beforePath] = [
      await row(figure, "score function"),
      await row(figure, "pathwise")
    ];
    const withBaseline = await row(figure, "score function, mean baseline");
    await slider.fill("100");
    const after = await row(figure, "score function");
    assert.ok(after[2]! > 15 * before[2]!, `${after[2]}, before ${before[2]}`);
    assert.deepEqual(await row(figure, "pathwise"), beforePath);
    assert.deepEqual(await row(figure, "score function, mean baseline"), withBaseline);
    const bars = figure.locator(".histogram.pathwise .bars");
    const shape = await bars.getAttribute("d");
    await figure.getByLabel("mean baseline").check();
    await figure.getByText("Score function, mean baseline: standard deviation").waitFor();
    assert.equal(await bars.getAttribute("d"), shape);
    await figure.getByLabel("same scale").check();
    assert.notEqual(await bars.getAttribute("d"), shape);
  }
);

siteTest(
  "steps add one estimate; reset empties the histograms and keeps the seed; a new seed differs",
  {path, context: still},
  async (page) => {
    const figure = await filled(page);
    const first = await row(figure, "pathwise");
    await figure.getByRole("button", {name: "Reset"}).click();
    await figure.getByText("No estimate yet").waitFor();
    await figure.getByRole("radio", {name: "4", exact: true}).check();
    await figure.getByRole("button", {name: "Step"}).focus();
    await page.keyboard.press("Enter");
    await figure.getByText("Estimate 1 ").waitFor();
    await page.keyboard.press("Enter");
    await figure.getByText("Estimate 2 ").waitFor();
    assert.equal(await figure.locator(".lit-string").count(), 4);
    await figure.getByRole("button", {name: "Reset"}).click();
    await filled(page);
    assert.deepEqual(await row(figure, "pathwise"), first);
    await figure.getByRole("button", {name: "New seed"}).click();
    await figure.getByText("Estimate 4000 ").waitFor();
    assert.notDeepEqual(await row(figure, "pathwise"), first);
    await assertUnbiased(figure);
  }
);

siteTest(
  "weights change instead of places where the reader asks for it",
  {path, context: still},
  async (page) => {
    const figure = await filled(page);
    await figure.getByRole("radio", {name: "their weights change"}).check();
    const threads = figure.locator(".strings .thread");
    const places = () => threads.evaluateAll((all) => all.map((one) => one.getAttribute("d")));
    const weights = () =>
      threads.evaluateAll((all) => all.map((one) => Number(one.getAttribute("stroke-width"))));
    const before = await places();
    assert.ok((await weights()).every((weight) => weight === 1.5));
    await figure.getByRole("slider", {name: "μ, the mean of q"}).press("ArrowRight");
    assert.deepEqual(await places(), before);
    assert.ok((await weights()).some((weight) => weight !== 1.5));
    await figure.getByRole("radio", {name: "the draws move"}).check();
    await figure.getByRole("slider", {name: "μ, the mean of q"}).press("ArrowRight");
    assert.notDeepEqual(await places(), before);
  }
);

siteTest(
  "it opens on a digit: the score function varies some thousand times more, with a baseline some times",
  {path, context: still},
  async (page) => {
    const figure = page.locator("#two-gradients");
    await figure.scrollIntoViewIfNeeded();
    await figure.getByRole("radio", {name: "a 3"}).check();
    await figure.getByRole("button", {name: "Play"}).click();
    await figure.getByText("Estimate 4000 ").waitFor();
    await figure.locator(".gradient-estimates:not(.stale)").waitFor();
    await assertUnbiased(figure);
    const [, , , ...plain] = await row(figure, "score function");
    const [, , , ...baseline] = await row(figure, "score function, mean baseline");
    for (const i of [0, 1]) {
      assert.ok(plain[i]! > 500 && plain[i]! < 300_000, `ratio ${plain[i]}`);
      assert.ok(baseline[i]! > 1.5 && baseline[i]! < 60, `ratio with a baseline ${baseline[i]}`);
    }
  }
);

siteTest("it plays in view, and asks for no frames once it is done", {path}, async (page) => {
  const figure = page.locator("#two-gradients");
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole("radio", {name: "a parabola"}).check();
  await figure.getByText(/estimates, and counting/).waitFor();
  await figure.getByText("Estimate 4000 ").waitFor({timeout: 60_000});
  const frames = await page.evaluate(async () => {
    let count = 0;
    const original = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => {
      count += 1;
      return original(callback);
    };
    await new Promise((resolve) => setTimeout(resolve, 400));
    window.requestAnimationFrame = original;
    return count;
  });
  assert.equal(frames, 0);
  assert.equal(await figure.getByRole("img", {name: /histograms of 4000 estimates/}).count(), 1);
});
