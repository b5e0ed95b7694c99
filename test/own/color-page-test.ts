import assert from "node:assert/strict";
import {decode} from "fast-png";
import type {Locator, Page} from "playwright-core";
import {independentQuantile} from "../harness/independent.js";
import {dropModel, modelLine, ownCanvas, ownSlider} from "../harness/own-model.js";
import {saved, savedTables} from "../harness/save.js";
import {equipped, siteTest} from "../harness/site.js";
import {until} from "../harness/waiting.js";
import type {NamedWeight} from "../reading/keras-makers.js";
import {
  dense,
  denseSums,
  denseWeights,
  input,
  kerasFiles,
  layer,
  sequential,
  sigmoid
} from "../reading/keras-makers.js";

const seen = {timeout: 60_000};
const [width, height] = [6, 4];
const values = width * height * 3;

/** A decoder of two latents to 6 × 4 pixels in color, of one dense layer. */
const weights: NamedWeight[] = denseWeights("out", 2, values, 3);
const files = kerasFiles(
  sequential(
    input("z", 2),
    dense("out", values, "sigmoid"),
    layer("Reshape", "image", {target_shape: [height, width, 3]})
  ),
  weights
);

/** Returns red, green and blue of each pixel at z, in 8 bits. */
const colorsAt = (z: number[]) => denseSums(z, weights).map((sum) => 255 * sigmoid(sum));

/** Returns the red, green and blue of a part of a canvas; none is transparent. */
async function colorsOf(canvas: Locator, [x, y]: [number, number]): Promise<number[]> {
  const rgba = await canvas.evaluate(
    (element: HTMLCanvasElement, [left, top, across, down]) =>
      Array.from(element.getContext("2d")!.getImageData(left, top, across, down).data),
    [x, y, width, height]
  );
  return rgba.filter((_, i) => i % 4 !== 3);
}

/** Resolves when a canvas, or the image at a place of it, has the colors of z. */
async function assertColors(
  page: Page,
  canvas: Locator,
  z: number[],
  place: [number, number] = [0, 0]
): Promise<void> {
  const expected = colorsAt(z);
  const off = (found: number[]) =>
    Math.max(...found.map((level, i) => Math.abs(level - expected[i])));
  const found = await until(
    page,
    () => colorsOf(canvas, place),
    (colors) => off(colors) < 1.6
  );
  assert.ok(off(found) < 1.6, `${found.slice(0, 6)}, expected ${expected.slice(0, 6)}`);
}

/** Asserts that a figure's SVG and PNG show the pixels of an image as they are, also in the dark. */
async function assertSavedInColor(page: Page, figure: Locator, colors: number[]): Promise<void> {
  const svg = (await saved(page, figure, "SVG")).bytes.toString("utf8");
  const [, embedded] = /href="data:image\/png;base64,([^"]+)"/.exec(svg)!;
  for (const png of [Buffer.from(embedded, "base64"), (await saved(page, figure, "PNG")).bytes]) {
    const {data, channels} = decode(png);
    const drawn = new Set<string>();
    for (let at = 0; at < data.length; at += channels) {
      drawn.add(data.subarray(at, at + 3).join(" "));
    }
    for (let at = 0; at < colors.length; at += 3) {
      const color = colors.slice(at, at + 3).join(" ");
      assert.ok(drawn.has(color), `${color} is nowhere in the saved picture`);
    }
  }
}

siteTest(
  "a decoder in color takes its row on the board, in the sheet, the plane and figure 4",
  {context: {colorScheme: "dark"}},
  async (page) => {
    await dropModel(page, files);
    await modelLine(page).getByText("2 latents, images of 6 × 4 in color").waitFor(seen);
    for (const [i, ui] of [0.2, 0.8].entries()) await ownSlider(page, i + 1).fill(String(ui));
    const image = ownCanvas(page, "image");
    await assertColors(page, image, [0.2, 0.8].map(independentQuantile));
    // What is ink is turned over in the dark; colors are as they are.
    assert.equal(await image.evaluate((canvas) => getComputedStyle(canvas).filter), "none");
    const plane = page.locator("[data-view=plane]");
    await plane.scrollIntoViewIfNeeded();
    const preview = plane.locator(".picture canvas[role=img]");
    await assertColors(page, preview, [0.2, 0.8].map(independentQuantile));
    const sheet = ownCanvas(page, "sheet");
    const second = [0.35, 0.05].map(independentQuantile);
    await assertColors(page, sheet, second, [width, 0]);
    const row = page.locator(".own-row");
    const tables = await savedTables(page, row.locator("figure.sheet"));
    const [{rows}] = tables.values();
    const first = ["red_1", "green_1", "blue_1"].map((name) => Number(rows[0][name]));
    assert.deepEqual(first, (await colorsOf(sheet, [0, 0])).slice(0, 3));
    assert.equal(rows.length, 4 * height);
    await assertSavedInColor(page, row.locator("figure.sheet"), await colorsOf(sheet, [0, 0]));
    // So many images are drawn by workers, strip by strip.
    await row.getByRole("radio", {name: "32", exact: true}).press("Space");
    await page.waitForFunction(
      () => document.querySelector<HTMLCanvasElement>(".own-row .sheet canvas")!.width === 192,
      undefined,
      seen
    );
    await assertColors(page, sheet, [0.05, 0.05].map(independentQuantile));
    await assertColors(page, sheet, [0.95, 0.95].map(independentQuantile), [
      31 * width,
      31 * height
    ]);

    await page.goto(new URL("manifold", page.url()).href);
    await equipped(page);
    const own = page.locator("#manifold").getByRole("radio", {name: "your own", exact: true});
    await own.check({force: true});
    await modelLine(page).getByText("2 latents").waitFor(seen);
    const middle = await page.locator(".cell-readout .of-z").innerText();
    const z = middle.match(/−?[\d.]+/g)!.map((text) => Number(text.replace("−", "-")));
    await assertColors(page, page.locator(".cell-readout canvas[role=img]"), z);
  }
);
