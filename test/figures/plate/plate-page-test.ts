import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";
import {roundsOf} from "../../harness/encode.js";
import {assertShows, imageAt, inkOf} from "../../harness/ink.js";
import {siteTest} from "../../harness/site.js";
import {until} from "../../harness/waiting.js";

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
    plate: button("draw twelve images, × N"),
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
  const old = String(first.ink as Buffer);
  assert.notEqual(
    await until(
      page,
      () => pngOf(draw),
      (now) => now !== old
    ),
    old
  );
  assert.deepEqual(await zOf(plane), here);
  await assertShows(mean, imageAt("mnist-2d", here, "float16"));
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
  const note = page.locator("#plate .ancestral-zoom .note");
  assert.ok(!(await ellipses.first().isVisible()));
  assert.equal(await note.textContent(), "q of this draw: press the dashed arrow");
  await q.press("Enter");
  await ellipses.first().waitFor();
  assert.match((await note.textContent())!, /enlarged/);
  await z.press("Enter");
  assert.ok(!(await ellipses.first().isVisible()));
});
