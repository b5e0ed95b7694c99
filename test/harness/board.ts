import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";
import {independentQuantile} from "./independent.js";
import {assertShows, imageOf} from "./ink.js";
import {nameOf, type View} from "./views.js";

/** A place in the window, in CSS pixels. */
export interface Place {
  x: number;
  y: number;
}

/** Returns the figure of a view. */
export function figureOf(page: Page, view: View): Locator {
  return page.locator(`[data-view="${view.id}"]`);
}

/** Returns the canvas of a view. */
export function canvasOf(page: Page, view: View): Locator {
  return figureOf(page, view).locator("canvas[role=img]");
}

/** Returns the slider of a latent, counted from 1. */
export function sliderOf(page: Page, view: View, latent: number): Locator {
  const name = `${nameOf("u", latent)}, ${view.title}`;
  return figureOf(page, view).getByRole("slider", {name, exact: true});
}

/** Returns where the sliders of a view stand, of u, without the rounding of their thumbs. */
export function valuesOf(page: Page, view: View): Promise<number[]> {
  const group = figureOf(page, view).getByRole("group", {name: view.title, exact: true});
  return group.evaluate((element) => (element as HTMLElement & {value: number[]}).value);
}

/** Moves the sliders of a view as a reader does, and resolves when its image is right. */
export async function setSliders(page: Page, view: View, u: readonly number[]): Promise<void> {
  for (const [i, latent] of view.sliders.entries()) {
    await sliderOf(page, view, latent).fill(String(u[i]));
  }
  await assertImage(page, view, u);
}

/** Resolves when the canvas of a view is the independent decode with its sliders at u. */
export function assertImage(page: Page, view: View, u: readonly number[]): Promise<void> {
  return assertShows(canvasOf(page, view), imageOf(view, u));
}

/** Asserts that beside each slider of a view stand u and z = Φ⁻¹(u), to two decimals. */
export async function assertNumbers(page: Page, view: View, u: readonly number[]): Promise<void> {
  const shown = await figureOf(page, view).locator("output").allTextContents();
  const expected = u.flatMap((ui) => [ui, independentQuantile(ui)]);
  assert.equal(shown.length, expected.length);
  expected.forEach((number, i) => assertNumber(shown[i]!, number, 2));
}

/** Asserts that a text is a number, rounded to some decimals. */
export function assertNumber(text: string, expected: number, decimals: number): void {
  const halfStep = 0.5 / 10 ** decimals + 1e-9;
  const shown = Number(text.replace("−", "-"));
  assert.ok(Math.abs(shown - expected) <= halfStep, `it says ${text}, expected ${expected}`);
}

/** Returns the middle of an element. */
export async function middleOf(element: Locator): Promise<Place> {
  await element.scrollIntoViewIfNeeded();
  return element.evaluate((target) => {
    const {left, top, width, height} = target.getBoundingClientRect();
    return {x: left + width / 2, y: top + height / 2};
  });
}

/** Presses the mouse on the middle of an element, and lets go at another place. */
export async function drag(page: Page, element: Locator, to: Place): Promise<void> {
  const from = await middleOf(element);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, {steps: 5});
  await page.mouse.up();
}

/** Returns the place between two others, at a share of the way on each axis. */
export function between(from: Place, to: Place, {x, y}: Place): Place {
  return {x: from.x + x * (to.x - from.x), y: from.y + y * (to.y - from.y)};
}

/** The latent plane of the page, as it shows one view. */
export interface PlanePage {
  /** The mark of the present place. */
  mark: Locator;
  /** The drawing of the codes. */
  dots: Locator;
  /** The image decoded at a place. */
  preview: Locator;
  /** Returns where a z stands in the window. */
  placeOf(across: number, up: number): Place;
  /** Returns which z stands at a place in the window. */
  zOf(place: Place): [across: number, up: number];
}

/**
 * Brings a view into the latent plane and measures the scale of the plane: its mark is moved to
 * the sliders’ two ends, where z is known. Leaves the sliders at the given u.
 *
 * @param latents the two that the plane’s axes show, counted from 1
 */
export async function planePage(
  page: Page,
  view: View,
  u: readonly number[],
  latents: readonly [number, number] = [1, 2]
): Promise<PlanePage> {
  const figure = page.locator('[data-view="plane"]');
  const mark = figure.getByRole("slider", {
    name: `place in the latent plane of ${view.title}`,
    exact: true
  });
  await sliderOf(page, view, view.sliders[0]!).press("ArrowRight");
  await mark.waitFor();
  const markAt = async (end: number) => {
    const moved = u.map((ui, i) => (latents.includes(view.sliders[i]!) ? end : ui));
    await setSliders(page, view, moved);
    await figure
      .getByText(`= ${twoDecimals(independentQuantile(end))}`)
      .nth(1)
      .waitFor();
    return middleOf(mark);
  };
  const [low, high] = [await markAt(0.05), await markAt(0.95)];
  await setSliders(page, view, u);

  const [least, greatest] = [0.05, 0.95].map(independentQuantile) as [number, number];
  const share = (z: number) => (z - least) / (greatest - least);
  const zAt = (part: number) => least + part * (greatest - least);
  return {
    mark,
    dots: figure.locator("canvas").first(),
    preview: figure.getByRole("img", {name: /^image decoded at the place/}),
    placeOf: (across, up) => ({
      x: low.x + share(across) * (high.x - low.x),
      y: low.y + share(up) * (high.y - low.y)
    }),
    zOf: ({x, y}) => [zAt((x - low.x) / (high.x - low.x)), zAt((y - low.y) / (high.y - low.y))]
  };
}

/** Returns a number to two decimals, as the page writes it. */
function twoDecimals(z: number): string {
  return z.toFixed(2).replace("-", "−");
}
