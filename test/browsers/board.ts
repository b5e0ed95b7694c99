import assert from "node:assert/strict";
import {imageOf, assertShows} from "../harness/ink.js";
import {nameOf, type View, viewOf, views} from "../harness/views.js";
import type {DrivenPage} from "../harness/webdriver/page.js";

const halfThumb = 8; // CSS pixels: a thumb stops near where its edge meets the end of the track

const sliderOf = (page: DrivenPage, view: View, latent: number) =>
  page.find(`[data-view="${view.id}"] input[type=range]`, `${nameOf("u", latent)}, ${view.title}`);

/** Returns where the sliders of a view stand, of u, without the rounding of their thumbs. */
const valuesOf = (page: DrivenPage, view: View) =>
  page
    .find(`[data-view="${view.id}"] [role=group]`, view.title)
    .evaluate((group) => [...(group as HTMLElement & {value: number[]}).value]);

const assertImage = (page: DrivenPage, view: View, u: readonly number[]) =>
  assertShows(page.find(`[data-view="${view.id}"] canvas[role=img]`), imageOf(view, u));

/** Moves a slider of the first view by keys, and asserts that it draws what it should. */
export async function moveSlider(page: DrivenPage): Promise<void> {
  const [view] = views;
  await sliderOf(page, view!, 1).press("End", "PageDown", "ArrowLeft");
  const u = await valuesOf(page, view!);
  assert.equal(u[0], 0.84);
  await assertImage(page, view!, u);
}

/** Moves all sliders of all six views by keys, and asserts that they draw what they should. */
export async function moveSliders(page: DrivenPage): Promise<void> {
  for (const view of views) {
    const u: number[] = view.sliders.map((latent) => (latent % 2 === 1 ? 0.95 : 0.05));
    for (const [i, latent] of view.sliders.entries()) {
      await sliderOf(page, view, latent).press(u[i] === 0.95 ? "End" : "Home");
    }
    await assertImage(page, view, u);
    await sliderOf(page, view, view.sliders[0]!).press("PageDown", "ArrowLeft");
    await assertImage(page, view, u.with(0, 0.84));
  }
}

/** Drags a slider to a place on its track, and asserts that it draws what stands there. */
export async function dragSlider(page: DrivenPage): Promise<void> {
  const view = viewOf("fashion-2d");
  const slider = sliderOf(page, view, 1);
  const {x, y} = await slider.middle();
  const width = await slider.evaluate((track) => track.getBoundingClientRect().width);
  const share = (0.8 - 0.5) / 0.9;
  await page.drag({x, y}, {x: x + share * (width - 2 * halfThumb), y});
  const u = await valuesOf(page, view);
  assert.ok(Math.abs(u[0]! - 0.8) < 0.03, `u = ${u}`);
  await assertImage(page, view, u);
}
