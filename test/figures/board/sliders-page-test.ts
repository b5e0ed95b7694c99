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
} from "../../harness/board.js";
import {independentCdf, independentCodes, independentQuantile} from "../../harness/independent.js";
import {difference, imageOf} from "../../harness/ink.js";
import {sharedPage, siteTest} from "../../harness/site.js";
import {nameOf, type View, viewOf, views} from "../../harness/views.js";
import {sampled} from "../../whole.js";

/** Keys in turn, and where they leave a slider that begins at 0.5, of u. */
const keys: [string, number][] = [
  ["ArrowRight", 0.51],
  ["ArrowDown", 0.5],
  ["Shift+ArrowUp", 0.501],
  ["PageUp", 0.601],
  ["End", 0.95],
  ["ArrowUp", 0.95],
  ["ArrowLeft", 0.94],
  ["PageDown", 0.84],
  ["Home", 0.05],
  ["ArrowLeft", 0.05]
];
/** Every other slider of the board, some of each view. */
const sliders = sampled(
  views.flatMap((view) => view.sliders.map((latent, i) => ({view, latent, i}))),
  2
);
const halfThumb = 8; // CSS pixels: a thumb stops where its edge meets the end of the track

siteTest("sliders of all six views move their images by keyboard", {}, async (page) => {
  for (const {view, latent, i} of sliders) {
    let u = view.sliders.map(() => 0.5);
    await setSliders(page, view, u);
    for (const [key, expected] of keys) {
      await sliderOf(page, view, latent).press(key);
      u = u.with(i, expected);
      const values = await valuesOf(page, view);
      values.forEach((value, j) => assert.ok(Math.abs(value - u[j]!) < 1e-9, `${key}: ${values}`));
      await assertImage(page, view, u);
    }
    await assertNumbers(page, view, u);
    const [low, high] = [0.05, 0.95].map((end) => imageOf(view, u.with(i, end)));
    assert.notEqual(difference(low!, high!), undefined, `${view.title}: u${latent} does nothing`);
  }
});

siteTest("sliders of all six views move their images by pointer", {}, async (page) => {
  for (const {view, latent, i} of sliders) {
    const slider = sliderOf(page, view, latent);
    const start = view.sliders.map(() => 0.95);
    await setSliders(page, view, start);
    const {y} = await middleOf(slider);
    const {left, width} = await slider.evaluate((track) => {
      const box = track.getBoundingClientRect();
      return {left: box.left, width: box.width};
    });
    const xOf = (u: number) => left + halfThumb + ((u - 0.05) / 0.9) * (width - 2 * halfThumb);
    const assertMovedTo = async (expected: number) => {
      const values = await valuesOf(page, view);
      assert.ok(Math.abs(values[i]! - expected) < 0.03, `u = ${values[i]}, expected ${expected}`);
      assert.deepEqual(values.with(i, 0.95), start, "the others stay");
      await assertImage(page, view, values);
      await assertNumbers(page, view, values);
    };

    await page.mouse.click(xOf(0.8), y);
    await assertMovedTo(0.8);
    await slider.press("Home");
    await page.mouse.move(xOf(0.05), y);
    await page.mouse.down();
    await page.mouse.move(xOf(0.35), y, {steps: 5});
    await assertMovedTo(0.35);
    await page.mouse.move(xOf(1.2), y + 40, {steps: 5});
    await page.mouse.up();
    await assertMovedTo(0.95);
  }
});

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

// Each test puts all sliders of its view where it begins.
// So high that the board and what is drawn of it are in view together.
const marksTest = sharedPage({context: {viewport: {width: 1280, height: 1500}}});

for (const [id, latent] of [
  ["mnist-2d", 2],
  ["mnist-4d", 3],
  ["fashion-4d-sheet", 4]
] as const) {
  const view = viewOf(id);
  marksTest(`dragging the marks on the curve moves u${latent} of ${view.title}`, async (page) => {
    await setSliders(
      page,
      view,
      view.sliders.map(() => 0.4)
    );
    await sliderOf(page, view, latent).fill("0.4"); // touched last
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
  });
}

for (const [id, latent, pair] of [
  ["fashion-2d", 1, [1, 2]],
  ["mnist-4d", 4, [3, 4]],
  ["mnist-4d-sheet", 3, [3, 4]]
] as const) {
  const view = viewOf(id);
  marksTest(`dragging the point of the unit square moves two of ${view.title}`, async (page) => {
    await setSliders(
      page,
      view,
      view.sliders.map(() => 0.6)
    );
    await sliderOf(page, view, latent).fill("0.6"); // touched last
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

const choose = (page: Page, name: string) =>
  page.getByRole("radio", {name, exact: true}).check({force: true});

/** Returns how many per cent of some codes lie within the reach of u, on both axes. */
function percentInside(codes: {mu: number[]}[], [low, high]: readonly [number, number]): number {
  const [least, greatest] = [independentQuantile(low), independentQuantile(high)];
  const inside = codes.filter(({mu}) => mu.every((z) => z >= least && z <= greatest));
  return Math.round((100 * inside.length) / codes.length);
}

siteTest(
  "the wide reach is that of all sliders, and the first one takes them back",
  {},
  async (page) => {
    await choose(page, "0.001 to 0.999");
    for (const view of views) {
      await sliderOf(page, view, view.sliders[0]!).press("End");
      const wide = await valuesOf(page, view);
      assert.equal(wide[0], 0.999);
      await assertImage(page, view, wide);
    }
    await choose(page, "0.05 to 0.95");
    for (const view of views) {
      const back = await valuesOf(page, view);
      assert.equal(back[0], 0.95);
      await assertImage(page, view, back);
    }
  }
);

siteTest(
  "the codes lie on the square where Φ puts them, from the wide reach on",
  {},
  async (page) => {
    const canvas = page.locator(".square-stage canvas");
    const isDrawn = () =>
      canvas.evaluate((element) => {
        const {width, height} = element as HTMLCanvasElement;
        const {data} = (element as HTMLCanvasElement)
          .getContext("2d")!
          .getImageData(0, 0, width, height);
        return data.some((value) => value > 0);
      });
    assert.equal(await isDrawn(), false);
    await choose(page, "0.001 to 0.999");
    // Cells run at the next frame.
    await page.getByLabel("test codes").and(page.locator(":checked")).waitFor();
    await page.locator(".square-stage .class-names text").first().waitFor();
    assert.ok(await isDrawn());
    await page.getByLabel("test codes").uncheck();
    await page.waitForFunction(
      () => document.querySelector(".square-stage .class-names text") === null
    );
    assert.equal(await isDrawn(), false);
  }
);

siteTest("the shares in the answer are those of the codes", {}, async (page) => {
  const answer = page.locator("details.answer").first();
  await page.locator(".square-stage").scrollIntoViewIfNeeded();
  await answer.locator("summary").click();
  await answer.getByText("%").first().waitFor();
  const codes = independentCodes("mnist-2d");
  const first = [0.05, 0.95] as const;
  const shares = Array.from({length: 10}, (_, label) =>
    percentInside(
      codes.filter((code) => code.label === label),
      first
    )
  );
  const farthest = shares.indexOf(Math.min(...shares));
  const ofDigit = codes.filter((code) => code.label === farthest);
  const expected = [
    percentInside(codes, first),
    farthest,
    percentInside(ofDigit, first),
    percentInside(codes, [0.001, 0.999]),
    percentInside(ofDigit, [0.001, 0.999]),
    farthest
  ];
  const found = await answer.locator(".inline").allTextContents();
  assert.deepEqual(
    found.map((text) => parseInt(text)),
    expected
  );
  assert.ok(shares[farthest]! < 50, "most of them are out of reach");
});
