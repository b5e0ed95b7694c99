import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, assertNumber, drag, planePage, valuesOf} from "../harness/board.js";
import {type View, viewOf} from "../harness/views.js";
import {independentCdf, independentQuantile} from "../harness/independent.js";
import {assertShows, imageAt} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

/** Asserts that beside the plane stand the coordinates of a place, to two decimals. */
async function assertPlace(page: Page, z: readonly number[]): Promise<void> {
  const figure = page.locator('[data-view="plane"]');
  for (const [i, zi] of z.entries()) {
    const line = await figure.getByText(`z${"₁₂₃₄"[i]} = `, {exact: false}).first().innerText();
    assertNumber(line.split(" = ")[1]!, zi, 2);
  }
}

/** Asserts that sliders stand within a CSS pixel of the given z, and that the image follows. */
async function assertSliders(page: Page, view: View, z: readonly number[]): Promise<number[]> {
  const u = await valuesOf(page, view);
  u.forEach((ui, i) => {
    const zi = independentQuantile(ui);
    assert.ok(Math.abs(zi - z[i]!) < 0.03, `z = ${zi}, expected ${z[i]}`);
  });
  await assertImage(page, view, u);
  return u;
}

siteTest("pointing at a place of the plane decodes it and moves nothing", {}, async (page) => {
  for (const id of ["mnist-2d", "fashion-4d"]) {
    const view = viewOf(id);
    const start = [0.7, 0.2, 0.4, 0.9].slice(0, view.sliders.length);
    const plane = await planePage(page, view, start);
    const rest = start.map(independentQuantile);
    for (const [across, up] of [
      [-1.2, 0.4],
      [0.9, -1.5],
      [1.9, 1.8]
    ] as const) {
      const {x, y} = plane.placeOf(across, up);
      const place = {x: Math.round(x), y: Math.round(y)};
      await page.mouse.move(place.x, place.y);
      const z = [...plane.zOf(place), ...rest.slice(2)];
      await assertShows(plane.preview, imageAt(view.model, z));
      await assertPlace(page, z);
      assert.deepEqual(await valuesOf(page, view), start);
    }
    await page.mouse.move(2, 2);
    await assertShows(plane.preview, imageAt(view.model, rest));
  }
});

siteTest("dragging the mark of the plane moves the sliders of its axes", {}, async (page) => {
  const view = viewOf("mnist-2d");
  const plane = await planePage(page, view, [0.5, 0.5]);
  await drag(page, plane.mark, plane.placeOf(-0.8, 1.1));
  const u = await assertSliders(page, view, [-0.8, 1.1]);
  await assertShows(plane.preview, imageAt(view.model, u.map(independentQuantile)));
  const {x, y} = plane.placeOf(1.3, -0.2);
  await page.mouse.click(x, y);
  await assertSliders(page, view, [1.3, -0.2]);
});

siteTest(
  "the mark of the plane goes beyond the sliders, which stop at their ends",
  {},
  async (page) => {
    const view = viewOf("fashion-2d");
    const plane = await planePage(page, view, [0.5, 0.5]);
    const end = independentQuantile(0.95);
    const {x, y} = plane.placeOf(1.95, 0.5);
    const place = {x: Math.round(x), y: Math.round(y)};
    await drag(page, plane.mark, place);
    const [u1] = await assertSliders(page, view, [end, 0.5]);
    assert.equal(u1, 0.95);
    await page.mouse.move(2, 2);
    const z = plane.zOf(place);
    await assertShows(plane.preview, imageAt(view.model, z));
    await assertPlace(page, z);
  }
);

siteTest(
  "a plane of other axes moves the sliders of those, and keeps the rest",
  {},
  async (page) => {
    const view = viewOf("mnist-4d");
    const plane = await planePage(page, view, [0.2, 0.4, 0.6, 0.8]);
    const figure = page.locator('[data-view="plane"]');
    await figure.getByLabel("across").selectOption("z₃");
    await drag(page, plane.mark, plane.placeOf(1.2, -0.7));
    const u = await assertSliders(page, view, [
      independentQuantile(0.2),
      -0.7,
      1.2,
      independentQuantile(0.8)
    ]);
    assert.ok(Math.abs(u[1]! - independentCdf(-0.7)) < 0.01);
  }
);
