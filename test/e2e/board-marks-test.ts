import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";
import {
  assertImage,
  assertNumber,
  assertNumbers,
  between,
  drag,
  middleOf,
  setSliders,
  sliderOf,
  valuesOf
} from "../harness/board.js";
import {nameOf, type View, viewOf} from "../harness/views.js";
import {independentCdf, independentQuantile} from "../harness/independent.js";
import {siteTest} from "../harness/site.js";

const reach = independentQuantile(0.95);
const pixel = 0.01; // what a CSS pixel may be off by, of u

/** Returns the marks on the curve of a slider: of u on its axis, of z on its own, and on Φ. */
function marksOnCurve(page: Page, view: View, latent: number) {
  const figure = page.locator('[data-view="mapping"]');
  const named = (symbol: "u" | "z", where: string) =>
    figure.getByRole("slider", {
      name: `${nameOf(symbol, latent)} ${where}, ${view.title}`,
      exact: true
    });
  const onU = named("u", "on the curve of Φ");
  const onZ = named("z", "under the curve of Φ");
  const formula = `${nameOf("z", latent)} = Φ⁻¹(${nameOf("u", latent)})`;
  const drawing = figure.getByRole("group", {name: `${view.title}: ${formula}`, exact: true});
  return {onU, onZ, onCurve: drawing.locator("g[aria-hidden]")};
}

/** Asserts where a slider stands and that the others stay, that image and numbers follow. */
async function assertOnly(
  page: Page,
  view: View,
  moved: Record<number, number>,
  others: number
): Promise<number[]> {
  const u = await valuesOf(page, view);
  u.forEach((ui, i) => {
    const expected = moved[view.sliders[i]!];
    if (expected === undefined) assert.equal(ui, others);
    else assert.ok(Math.abs(ui - expected) < pixel, `u = ${ui}, expected ${expected}`);
  });
  await assertImage(page, view, u);
  await assertNumbers(page, view, u);
  return u;
}

/** Asserts that the line above the curve says z = Φ⁻¹(u), to three decimals. */
async function assertFormula(page: Page, latent: number, u: number): Promise<void> {
  const line = page.locator('[data-view="mapping"]').getByText(`${nameOf("z", latent)} = Φ⁻¹(`);
  const [, shownU, shownZ] = /Φ⁻¹\((.*)\) = (.*)$/.exec(await line.innerText())!;
  assertNumber(shownU!, u, 3);
  assertNumber(shownZ!, independentQuantile(u), 3);
}

/** Returns where a mark stands at the two ends of its way. */
async function endsOf(mark: Locator) {
  await mark.press("Home");
  const low = await middleOf(mark);
  await mark.press("End");
  return {low, high: await middleOf(mark)};
}

for (const [id, latent] of [
  ["mnist-2d", 2],
  ["mnist-4d", 3],
  ["fashion-4d-sheet", 4]
] as const) {
  const view = viewOf(id);
  siteTest(
    `dragging the marks on the curve moves u${latent} of ${view.title}`,
    {},
    async (page) => {
      await setSliders(
        page,
        view,
        view.sliders.map(() => 0.4)
      );
      await sliderOf(page, view, latent).focus();
      const {onU, onZ, onCurve} = marksOnCurve(page, view, latent);

      const onAxis = await endsOf(onU);
      assert.ok(onAxis.high.y < onAxis.low.y - 100, "u runs upwards");
      await drag(page, onU, between(onAxis.low, onAxis.high, {x: 0, y: 0.7}));
      let u = await assertOnly(page, view, {[latent]: 0.05 + 0.7 * 0.9}, 0.4);
      await assertFormula(page, latent, u[view.sliders.indexOf(latent)]!);

      const below = await endsOf(onZ);
      assert.ok(below.high.x > below.low.x + 100, "z runs to the right");
      await drag(page, onZ, between(below.low, below.high, {x: 0.25, y: 0}));
      u = await assertOnly(page, view, {[latent]: independentCdf(-reach / 2)}, 0.4);
      await assertFormula(page, latent, u[view.sliders.indexOf(latent)]!);

      await drag(page, onCurve, between(below.low, below.high, {x: 0.5, y: 0}));
      u = await assertOnly(page, view, {[latent]: 0.5}, 0.4);
      await assertFormula(page, latent, u[view.sliders.indexOf(latent)]!);
      await drag(page, onCurve, between(below.low, below.high, {x: 1.5, y: 0}));
      await assertOnly(page, view, {[latent]: 0.95}, 0.4);
    }
  );
}

for (const [id, latent, pair] of [
  ["fashion-2d", 1, [1, 2]],
  ["mnist-4d", 4, [3, 4]],
  ["mnist-4d-sheet", 3, [3, 4]]
] as const) {
  const view = viewOf(id);
  siteTest(`dragging the point of the unit square moves two of ${view.title}`, {}, async (page) => {
    await setSliders(
      page,
      view,
      view.sliders.map(() => 0.6)
    );
    await sliderOf(page, view, latent).focus();
    const names = pair.map((one) => nameOf("u", one)).join(", ");
    const point = page.getByRole("slider", {name: `(${names}) on the unit square, ${view.title}`});
    const corner = async (x: number, y: number, u: [number, number]) => {
      const from = await middleOf(point);
      await drag(page, point, {x: from.x + x, y: from.y + y});
      await assertOnly(page, view, {[pair[0]]: u[0], [pair[1]]: u[1]}, 0.6);
      return middleOf(point);
    };
    const low = await corner(-300, 300, [0.05, 0.05]);
    const high = await corner(300, -300, [0.95, 0.95]);

    await drag(page, point, between(low, high, {x: 0.3, y: 0.8}));
    await assertOnly(page, view, {[pair[0]]: 0.32, [pair[1]]: 0.77}, 0.6);
    const {x, y} = between(low, high, {x: 0.9, y: 0.1});
    await page.mouse.click(x, y);
    await assertOnly(page, view, {[pair[0]]: 0.86, [pair[1]]: 0.14}, 0.6);
  });
}
