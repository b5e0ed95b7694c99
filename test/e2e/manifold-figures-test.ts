import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {priorSamples} from "../../src/vae/prior-samples.js";
import {assertShows, cell, imageAt} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

const path = "manifold";
const sizes = [2, 5, 10, 20];

/** Returns the canvas of the samples of a model. */
const samplesOf = (page: Page, latents: number) =>
  page.getByRole("img", {name: `random samples of the model with ${latents} latents`});

/** Resolves when all four sheets are those of a seed, in their first and a later image. */
async function assertSamples(page: Page, seed: number): Promise<void> {
  for (const latents of sizes) {
    const z = priorSamples(seed, 100, latents);
    for (const [row, column] of [
      [1, 1],
      [7, 4]
    ] as const) {
      const at = latents * (10 * (row - 1) + column - 1);
      const expected = imageAt(`mnist-tanh-${latents}d`, Array.from(z.subarray(at, at + latents)));
      await assertShows(samplesOf(page, latents), expected, cell(row, column));
    }
  }
}

siteTest(
  "the samples are those of the seed, a new one or the first again",
  {path},
  async (page) => {
    const figure = page.locator("#samples");
    await figure.scrollIntoViewIfNeeded();
    await assertSamples(page, 1);
    await figure.getByRole("button", {name: "New seed"}).click();
    await assertSamples(page, 2);
    await figure.getByRole("button", {name: "Reset"}).press("Enter");
    await assertSamples(page, 1);
    const notes = await figure.locator(".note").allTextContents();
    assert.equal(notes.length, sizes.length);
    for (const note of notes) {
      const [bound, reconstruction, kl] = note.match(/\d+\.\d/g)!.map(Number);
      assert.ok(Math.abs(bound! - reconstruction! - kl!) < 0.16, note);
    }
  }
);

siteTest("the metric predicts σ within some percent on the median", {path}, async (page) => {
  const figure = page.locator("#metric");
  for (const name of ["MNIST", "Fashion-MNIST"]) {
    await figure.scrollIntoViewIfNeeded();
    await figure.getByRole("radio", {name, exact: true}).check({force: true});
    const answer = figure.locator(".answer p");
    await answer.getByText("1,000", {exact: true}).waitFor({state: "attached", timeout: 60_000});
    const text = (await answer.textContent())!;
    const [, ratio, within, correlation, marginal, withinMarginal] = text
      .match(/\d[\d.,]*\d/g)!
      .map(Number);
    assert.ok(Math.abs(ratio! - 1) < 0.05, text);
    assert.ok(correlation! > 0.85, text);
    assert.ok(marginal! < ratio!, text);
    assert.ok(within! > withinMarginal!, text);
  }
});

siteTest("the page asks for no frame while nothing moves", {path}, async (page) => {
  for (const id of ["manifold", "metric", "samples"]) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  }
  const answer = page.locator("#metric .answer p");
  await answer.getByText("1,000", {exact: true}).waitFor({state: "attached", timeout: 60_000});
  const frames = await page.evaluate(async () => {
    const request = window.requestAnimationFrame;
    let count = 0;
    window.requestAnimationFrame = (callback) => {
      ++count;
      return request(callback);
    };
    await new Promise((resolve) => setTimeout(resolve, 1000));
    window.requestAnimationFrame = request;
    return count;
  });
  assert.equal(frames, 0);
});
