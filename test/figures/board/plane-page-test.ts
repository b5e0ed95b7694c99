import assert from "node:assert/strict";
import type {Locator, Page} from "playwright-core";
import {
  assertImage,
  assertNumber,
  drag,
  planePage,
  type PlanePage,
  valuesOf
} from "../../harness/board.js";
import {
  type Code,
  independentCdf,
  independentCodes,
  independentQuantile
} from "../../harness/independent.js";
import {assertShows, imageAt} from "../../harness/ink.js";
import {sharedPage, siteTest} from "../../harness/site.js";
import {type View, viewOf} from "../../harness/views.js";

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

// So high that the board and what is drawn of it are in view together.
const high = {context: {viewport: {width: 1280, height: 1500}}};
const planeTest = sharedPage(high);

planeTest("pointing at a place of the plane decodes it and moves nothing", async (page) => {
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

planeTest("dragging the mark of the plane moves the sliders of its axes", async (page) => {
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
  high,
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
  high,
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

/** The color of a pixel: red, green, blue and opacity, each up to 255. */
type Rgba = number[];

/** A window in which nothing has to scroll. */
const tall = {viewport: {width: 1280, height: 1600}};
const visible = 100; // opacity of a single dot or more, of 255
const colorTolerance = 8; // of 255: blending half-transparent dots rounds each time
const codesBeyond = 100; // how many of 10,000 codes may lie outside of the plane

/** Returns the colors of a canvas where some codes stand; undefined for those outside of it. */
async function colorsAt(
  {dots, placeOf}: PlanePage,
  codes: Code[],
  [across, up]: readonly [number, number] = [1, 2]
): Promise<(Rgba | undefined)[]> {
  const places = codes.map(({mu}) => placeOf(mu[across - 1]!, mu[up - 1]!));
  return dots.evaluate((element, targets) => {
    const canvas = element as HTMLCanvasElement;
    const {left, top, width, height} = canvas.getBoundingClientRect();
    const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return targets.map(({x, y}) => {
      const column = Math.floor(((x - left) / width) * canvas.width);
      const row = Math.floor(((y - top) / height) * canvas.height);
      if (column < 0 || row < 0 || column >= canvas.width || row >= canvas.height) return undefined;
      const at = 4 * (row * canvas.width + column);
      return Array.from(data.slice(at, at + 4));
    });
  }, places);
}

/** Returns the color of the swatch beside a class in the legend. */
function swatch(button: Locator): Promise<Rgba> {
  return button.locator(".key").evaluate((element) => {
    const {borderTopColor} = getComputedStyle(element);
    return borderTopColor.match(/\d+/g)!.slice(0, 3).map(Number);
  });
}

const isVisible = (color: Rgba | undefined) => color !== undefined && color[3]! > visible;

function assertColor(found: Rgba, expected: Rgba): void {
  const off = expected.map((channel, i) => Math.abs(channel - found[i]!));
  assert.ok(Math.max(...off) <= colorTolerance, `a dot of color ${found}, expected ${expected}`);
}

/** Returns the legend’s buttons, one for each class. */
function legendOf(page: Page): Promise<Locator[]> {
  return page.getByRole("group", {name: "classes that are shown"}).getByRole("button").all();
}

siteTest("the plane draws the codes of all 10,000 test images", high, async (page) => {
  const codes = independentCodes("fashion-2d");
  assert.equal(codes.length, 10_000);
  const plane = await planePage(page, viewOf("fashion-2d"), [0.5, 0.5]);
  const drawn = (await colorsAt(plane, codes)).filter(isVisible);
  assert.ok(drawn.length >= codes.length - codesBeyond, `${drawn.length} codes are drawn`);
});

siteTest(
  "the legend shows and hides a class of the plane, in its color",
  {context: tall},
  async (page) => {
    const codes = independentCodes("mnist-2d");
    const plane = await planePage(page, viewOf("mnist-2d"), [0.5, 0.5]);
    const buttons = await legendOf(page);
    assert.equal(buttons.length, 10);
    for (const button of buttons) await button.click();
    for (const button of buttons) assert.equal(await button.getAttribute("aria-pressed"), "false");
    assert.equal((await colorsAt(plane, codes)).filter(isVisible).length, 0, "nothing is drawn");

    for (const [label, button] of buttons.entries()) {
      const members = codes.filter((code) => code.label === label);
      await button.click();
      assert.equal(await button.getAttribute("aria-pressed"), "true");
      const color = await swatch(button);
      const found = (await colorsAt(plane, members)).filter(isVisible);
      assert.ok(found.length >= members.length - codesBeyond, `${found.length} dots of ${label}`);
      for (const one of found) assertColor(one!, color);
      await button.click();
      assert.equal(
        (await colorsAt(plane, members)).filter(isVisible).length,
        0,
        `${label} is gone`
      );
    }
  }
);

siteTest("the two menus set the axes of a plane of four latents", high, async (page) => {
  const codes = independentCodes("fashion-4d");
  const view = viewOf("fashion-4d");
  const plane = await planePage(page, view, [0.2, 0.4, 0.6, 0.8]);
  const figure = page.locator('[data-view="plane"]');
  const [across, up] = [figure.getByLabel("across"), figure.getByLabel("up")];
  const isDrawn = async (...axes: [number, number]) => {
    const drawn = (await colorsAt(plane, codes, axes)).filter(isVisible);
    return drawn.length >= codes.length - 2 * codesBeyond;
  };
  assert.ok(await isDrawn(1, 2), "z₁ across and z₂ up at first");
  await across.selectOption("z₃");
  assert.ok(await isDrawn(3, 2));
  assert.ok(!(await isDrawn(1, 2)));
  await up.selectOption("z₄");
  assert.ok(await isDrawn(3, 4));
  await across.selectOption("z₄");
  assert.deepEqual([await across.inputValue(), await up.inputValue()], ["3", "2"], "swapped");
  assert.ok(await isDrawn(4, 3));
});

/** The canvases of codes that lie under a drawing, by their pages. */
const places: [path: string, canvas: string][] = [
  ["", "[data-view=plane] .stage > canvas"],
  ["introduction", "#encode canvas.faint-codes"],
  ["vae", ".code-scatter > canvas"]
];

for (const [path, selector] of places) {
  siteTest(`the codes of test images are drawn: ${selector}`, {path}, async (page) => {
    await page.locator(selector).first().scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (canvases) => {
        const canvas = document.querySelector<HTMLCanvasElement>(canvases)!;
        const {width, height} = canvas;
        const {data} = canvas.getContext("2d")!.getImageData(0, 0, width, height);
        let inked = 0;
        for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) inked += 1;
        return inked > 2000; // a dot has 16 pixels; dots lie over each other
      },
      selector,
      {timeout: 30_000}
    );
  });
}
