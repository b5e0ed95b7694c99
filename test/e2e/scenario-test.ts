import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";
import {drag, middleOf} from "./harness/board-page.js";
import {roundsOf, touchPath} from "./harness/encode-page.js";
import {assertShows, imageAt, inkOf} from "./harness/ink.js";
import {siteTest} from "./harness/site.js";

const path = "scenario";
const pngOf = async (canvas: Locator) => String((await inkOf(canvas)).ink as Buffer);

/** Returns the parts of the figure of the model, once it shows an image. */
async function platePage(page: Page) {
  const figure = page.locator("#plate");
  const canvas = (name: string) => figure.getByRole("img", {name, exact: true});
  const mean = canvas("the mean of each pixel, given z");
  await figure.locator(".drawn-images canvas").first().waitFor();
  const button = (name: string) => figure.getByRole("button", {name, exact: true});
  return {
    mean,
    draw: canvas("an image x drawn from these means"),
    kept: figure.locator(".drawn-images canvas"),
    z: button("draw z from the prior"),
    x: button("draw x from the decoder"),
    q: button("ask the encoder for q"),
    plate: button("draw twelve images"),
    plane: figure.locator(".posterior-plane")
  };
}

/** Returns z of the point on the plane: the first circle is one standard deviation of the prior. */
async function zOf(plane: Locator): Promise<number[]> {
  const [one] = await roundsOf(plane.locator(".prior-circles circle"));
  const [point] = await roundsOf(plane.locator(".point"));
  return [(point!.cx - one!.cx) / one!.rx, (one!.cy - point!.cy) / one!.rx];
}

siteTest("pressing z and x samples the model in the order of its arrows", {path}, async (page) => {
  const {z, x, mean, draw, plane} = await platePage(page);
  const before = await zOf(plane);
  await z.focus();
  await page.keyboard.press("Enter");
  const here = await zOf(plane);
  assert.notDeepEqual(here, before);
  await x.focus();
  await page.keyboard.press(" ");
  await assertShows(mean, imageAt("mnist-2d", here, "float16"));
  const first = await inkOf(draw);
  assert.ok(Array.from(first.ink).every((value) => value === 0 || value === 255));
  await x.locator("circle").click();
  await page.waitForTimeout(300);
  assert.deepEqual(await zOf(plane), here);
  await assertShows(mean, imageAt("mnist-2d", here, "float16"));
  assert.notEqual(await pngOf(draw), String(first.ink as Buffer));
});

siteTest(
  "pressing the plate draws twelve images, the same for the same seed",
  {path},
  async (page) => {
    const {plate, kept} = await platePage(page);
    const all = async () => {
      await page.waitForFunction(
        () => document.querySelectorAll("#plate .drawn-images canvas").length === 12
      );
      return Promise.all((await kept.all()).map(pngOf));
    };
    await plate.press("Enter");
    const images = await all();
    assert.equal(new Set(images).size, 12);
    await page.locator("#plate").getByRole("button", {name: "Reset"}).click();
    await page.waitForFunction(
      () => document.querySelectorAll("#plate .drawn-images canvas").length === 1
    );
    await plate.press("Enter");
    assert.deepEqual(await all(), images);
  }
);

siteTest("pressing the dashed arrow shows q of the drawn image", {path}, async (page) => {
  const {q, z, plane} = await platePage(page);
  const ellipses = plane.locator(".contour");
  assert.ok(!(await ellipses.first().isVisible()));
  await q.press("Enter");
  await ellipses.first().waitFor();
  await z.press("Enter");
  assert.ok(!(await ellipses.first().isVisible()));
});

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
    const mark = page.getByRole("slider", {name: "draws from the prior, L"});
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
  }
);

siteTest(
  "a finger drags the mark of the draws, and the page stays where it is",
  {path, context: {hasTouch: true, viewport: {width: 390, height: 844}}},
  async (page) => {
    const mark = page.getByRole("slider", {name: "draws from the prior, L"});
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
