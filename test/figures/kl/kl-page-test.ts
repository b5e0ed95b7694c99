import assert from "node:assert/strict";
import type {Locator} from "playwright-core";
import {drag, middleOf} from "../../harness/board.js";
import {siteTest} from "../../harness/site.js";

const path = "appendices.html";

/** Returns what a way comes to, and its error where it has one. */
async function wayOf(figure: Locator, name: string): Promise<number[]> {
  const text = await figure.locator(`[data-way="${name}"]`).innerText();
  return text.split("±").map((part) => Number(part.trim().replace("−", "-").replaceAll(",", "")));
}

/** Returns μ and σ as the mark says them. */
async function placeOf(mark: Locator): Promise<{mu: number; sigma: number}> {
  const text = (await mark.getAttribute("aria-valuetext"))!.replaceAll("−", "-");
  const [, mu, sigma] = /^μ = (\S+), σ = (\S+)$/.exec(text)!;
  return {mu: Number(mu), sigma: Number(sigma)};
}

siteTest("the three ways agree, wherever the point is put", {path}, async (page) => {
  const figure = page.locator("#kl-three-ways");
  await figure.scrollIntoViewIfNeeded();
  const mark = figure.getByRole("slider", {name: "μ and σ of q"});
  await figure.getByRole("radio", {name: "33"}).check();
  await figure.getByRole("radio", {name: "10,000"}).check();
  const moves = [
    async () => {},
    async () => {
      const {x, y} = await middleOf(mark);
      await drag(page, mark, {x: x - 130, y: y + 60});
    },
    () => mark.press("Shift+ArrowUp"),
    () => mark.press("PageUp")
  ];
  for (const move of moves) {
    await move();
    const {mu, sigma} = await placeOf(mark);
    const [closed] = await wayOf(figure, "closed form");
    const expected = 0.5 * (1 + Math.log(sigma ** 2) - mu ** 2 - sigma ** 2);
    // The mark says two decimals; where q is narrow, log σ² is sensitive to the next one.
    const slack = 0.01 * (Math.abs(mu) + Math.abs(sigma - 1 / sigma)) + 0.001;
    assert.ok(Math.abs(closed! - expected) < slack, `${closed}, expected ${expected}`);
    const [quadrature] = await wayOf(figure, "quadrature");
    assert.ok(Math.abs(quadrature! - closed!) < 0.001, `${quadrature}, expected ${closed}`);
    const [mean, error] = await wayOf(figure, "Monte Carlo");
    assert.ok(Math.abs(mean! - closed!) < 4 * error!, `${mean} ± ${error}, expected ${closed}`);
  }
});

siteTest("few points and few draws are off, and a new seed draws others", {path}, async (page) => {
  const figure = page.locator("#kl-three-ways");
  const [closed] = await wayOf(figure, "closed form");
  await figure.getByRole("radio", {name: "5", exact: true}).check();
  const [quadrature] = await wayOf(figure, "quadrature");
  assert.ok(Math.abs(quadrature! - closed!) > 0.05);
  await figure.getByRole("radio", {name: "10", exact: true}).check();
  const few = await wayOf(figure, "Monte Carlo");
  await figure.getByRole("button", {name: "New seed"}).click();
  assert.notDeepEqual(await wayOf(figure, "Monte Carlo"), few);
  await figure.getByRole("button", {name: "Reset"}).click();
  assert.deepEqual(await wayOf(figure, "closed form"), [closed]);
});
