import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertNumber} from "../../harness/board.js";
import {drawLine, encodePage, roundsOf, seven, touchLine} from "../../harness/encode.js";
import {independentPosterior} from "../../harness/independent.js";
import {assertShows, cell, imageAt, inkOf} from "../../harness/ink.js";
import {equipped, sharedPage, siteTest} from "../../harness/site.js";
import {pageTime, until} from "../../harness/waiting.js";

const path = "introduction";

/** Resolves when the numbers of q are others than before, and returns them. */
async function afterChange(page: Page, before: string[], numbers: () => Promise<string[]>) {
  const now = await until(page, numbers, (all) => String(all) !== String(before));
  assert.notDeepEqual(now, before, "the numbers of q stay");
  return now;
}

const readTest = sharedPage({path});

readTest("the numbers of q are those of an independent encoder", async (page) => {
  const figure = await encodePage(page);
  const q = independentPosterior("mnist-2d", (await inkOf(figure.seen)).ink);
  const shown = await figure.numbers();
  [0, 1].forEach((latent) => {
    assertNumber(shown[2 * latent]!, q.mu[latent]!, 2);
    assertNumber(shown[2 * latent + 1]!, q.sigma[latent]!, 3);
  });
});

readTest("the ellipses of q are to scale on the plane of the prior", async (page) => {
  const figure = await encodePage(page);
  const q = independentPosterior("mnist-2d", (await inkOf(figure.seen)).ink);
  const plane = page.locator("#encode .posterior-plane");
  const [one] = await roundsOf(plane.locator(".prior-circles circle"));
  const ellipses = await roundsOf(plane.locator(".contour"));
  assert.equal(ellipses.length, 2);
  for (const [i, {cx, cy, rx, ry}] of ellipses.entries()) {
    // The first circle is one standard deviation of the prior around 0.
    const found = [(cx - one!.cx) / one!.rx, (one!.cy - cy) / one!.rx, rx / one!.rx, ry / one!.rx];
    const expected = [...q.mu, ...q.sigma.map((sigma) => (i + 1) * sigma)];
    found.forEach((value, k) => assert.ok(Math.abs(value - expected[k]!) < 1e-3, String(found)));
  }
});

readTest("the sixteen images are those of the dots in the enlargement", async (page) => {
  const figure = await encodePage(page);
  const {mu, sigma} = independentPosterior("mnist-2d", (await inkOf(figure.seen)).ink);
  const zoom = page.locator("#encode .posterior-zoom");
  const [one] = await roundsOf(zoom.locator(".contour"));
  const dots = await roundsOf(zoom.locator(".samples circle"));
  assert.equal(dots.length, 16);
  for (const i of [0, 5, 15]) {
    const {cx, cy} = dots[i]!;
    const z = [
      mu[0]! + (sigma[0]! * (cx - one!.cx)) / one!.rx,
      mu[1]! + (sigma[1]! * (one!.cy - cy)) / one!.ry
    ];
    const part = cell(Math.floor(i / 4) + 1, (i % 4) + 1);
    await assertShows(figure.sheet, imageAt("mnist-2d", z), part);
  }
});

siteTest(
  "the sixteen images differ, and repeat with the seed and the image",
  {path},
  async (page) => {
    const figure = await encodePage(page);
    const sheet = async () =>
      Buffer.from((await inkOf(figure.sheet)).ink as Buffer).toString("base64");
    const first = await sheet();
    const images = await Promise.all(
      Array.from({length: 16}, async (_, i) =>
        String((await inkOf(figure.sheet, cell(Math.floor(i / 4) + 1, (i % 4) + 1))).ink)
      )
    );
    assert.equal(new Set(images).size, 16);
    const before = await figure.numbers();
    await figure.images.nth(2).check({force: true});
    await afterChange(page, before, figure.numbers);
    await page.getByRole("button", {name: "New seed"}).click();
    await page
      .locator("#encode")
      .getByText(/seed\s+2/)
      .waitFor();
    const changed = await figure.numbers();
    await page.getByRole("button", {name: "Reset"}).click();
    await afterChange(page, changed, figure.numbers);
    await pageTime(page, 300);
    assert.notEqual(await sheet(), first, "Reset keeps the new seed");
    // A reload would keep the seed, which the address holds: the page begins anew without it.
    const beginning = page.url().replace(/#.*/, "");
    await page.goto("about:blank");
    await page.goto(beginning);
    await equipped(page);
    await encodePage(page);
    assert.equal(await until(page, sheet, (now) => now === first), first);
  }
);

siteTest("an image can be chosen by keyboard", {path}, async (page) => {
  const figure = await encodePage(page);
  const before = await figure.numbers();
  await figure.images.nth(7).focus();
  await page.keyboard.press("ArrowRight");
  assert.ok(await figure.images.nth(8).isChecked());
  await afterChange(page, before, figure.numbers);
});

for (const {how, line, context} of [
  {how: "mouse", line: drawLine, context: {}},
  {how: "finger", line: touchLine, context: {hasTouch: true, viewport: {width: 390, height: 844}}}
]) {
  siteTest(`a drawing by ${how} is normalized and encoded`, {path, context}, async (page) => {
    const figure = await encodePage(page);
    const before = await figure.numbers();
    await line(page, figure.pad, seven);
    await afterChange(page, before, figure.numbers);
    const rows = async () =>
      Array.from((await inkOf(figure.seen)).ink).flatMap((value, i) =>
        value > 0 ? [Math.floor(i / 28)] : []
      );
    const height = (inked: number[]) => (inked.at(-1) ?? 0) - (inked[0] ?? 0) + 1;
    assert.equal(height(await until(page, rows, (inked) => height(inked) === 20)), 20);
    await pageTime(page, 300); // the last of the line is encoded
    const {ink} = await inkOf(figure.seen);
    const q = independentPosterior("mnist-2d", ink);
    const shown = (await figure.numbers()).map((text) => Number(text.replace("−", "-")));
    // The canvas holds 8 bits of each pixel, the encoder sees more.
    assert.ok(Math.abs(shown[0]! - q.mu[0]!) < 0.03 && Math.abs(shown[2]! - q.mu[1]!) < 0.03);
    await page.getByRole("button", {name: "Clear"}).click();
    await page.locator("#encode .posterior-numbers").getByText("–").first().waitFor();
    assert.ok(Array.from((await inkOf(figure.seen)).ink).every((value) => value === 0));
    assert.ok(Array.from((await inkOf(figure.sheet)).ink).every((value) => value === 0));
  });
}

siteTest("the other model brings its own images, codes and encoder", {path}, async (page) => {
  const figure = await encodePage(page);
  await page.getByRole("radio", {name: "Fashion-MNIST"}).check({force: true});
  await figure.images.and(page.getByRole("radio", {name: /^Sneaker/})).waitFor({state: "attached"});
  const both = async () => {
    const q = independentPosterior("fashion-2d", (await inkOf(figure.seen)).ink);
    return {q, shown: await figure.numbers()};
  };
  const {q, shown} = await until(
    page,
    both,
    (now) => Math.abs(Number(now.shown[0]!.replace("−", "-")) - now.q.mu[0]!) < 0.0051
  );
  assertNumber(shown[0]!, q.mu[0]!, 2);
  assertNumber(shown[3]!, q.sigma[1]!, 3);
});
