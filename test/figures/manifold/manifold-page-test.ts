import {describe} from "node:test";
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Locator, Page} from "playwright-core";
import {decodeCodes} from "../../../src/formats/codes.js";
import {mixtureSamples} from "../../../src/math/mixture.js";
import {priorSamples} from "../../../src/math/random.js";
import {projectFolder} from "../../../tools/project.js";
import {middleOf} from "../../harness/board.js";
import {independentCdf, independentQuantile} from "../../harness/independent.js";
import {assertShows, cell, imageAt} from "../../harness/ink.js";
import {siteTest} from "../../harness/site.js";

describe("cells", () => {
  const path = "manifold";

  /** The three places of a cell, by the name of what is marked there. */
  const panels = ["cell of the unit square", "cell of the latent plane", "image of the sheet"];

  const markIn = (page: Page, panel: string) =>
    page.getByRole("slider", {name: panel, exact: true});

  /** Resolves when all three panels mark a cell, counted from 0 from the lower left corner. */
  async function assertMarked(page: Page, column: number, row: number): Promise<void> {
    for (const panel of panels) {
      const name = `[aria-label="${panel}"][data-cell="${column},${row}"]`;
      await page.locator(name).waitFor({timeout: 10_000});
    }
  }

  /** Returns the numbers under the panels, by their names. */
  async function readout(page: Page): Promise<Record<string, number[]>> {
    const rows = page.locator(".cell-readout dl > div");
    const texts = await rows.evaluateAll((divs) =>
      divs.map((div) => [div.children[0]!.textContent!, div.children[1]!.textContent!])
    );
    const numbers = (text: string) =>
      Array.from(text.replaceAll("−", "-").matchAll(/-?\d+\.\d+/g), ([number]) => Number(number));
    return Object.fromEntries(texts.map(([name, text]) => [name!, numbers(text!)]));
  }

  function assertNear(found: number[], expected: number[], delta: number): void {
    assert.equal(found.length, expected.length);
    found.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) <= delta, `${found}`));
  }

  /** Returns where u is decoded: the middle of an interval, of n from low to high. */
  const middle = (i: number, n: number, [low, high] = [0.05, 0.95]) =>
    low! + ((high! - low!) * (i + 0.5)) / n;

  /** Points the mouse at a cell of the sheet. */
  async function pointAt(page: Page, column: number, row: number, n: number): Promise<void> {
    const sheet = page.locator(".linked-cells .picture");
    await sheet.scrollIntoViewIfNeeded();
    const {x, y, width, height} = (await sheet.boundingBox())!;
    await page.mouse.move(
      x + ((column + 0.5) / n) * width,
      y + height - ((row + 0.5) / n) * height
    );
  }

  const canvasOf = (page: Page): Locator => page.locator(".linked-cells .picture canvas").first();
  const choose = (page: Page, name: string) =>
    page.locator("#manifold").getByRole("radio", {name, exact: true}).check({force: true});

  siteTest(
    "a cell of the sheet lights in the square and the plane, and is decoded",
    {path},
    async (page) => {
      for (const [column, row] of [
        [0, 0],
        [11, 3],
        [4, 10]
      ] as const) {
        await pointAt(page, column, row, 12);
        await assertMarked(page, column, row);
        const z = [column, row].map((i) => independentQuantile(middle(i, 12)));
        await assertShows(canvasOf(page), imageAt("mnist-2d", z), cell(12 - row, column + 1));
        await assertShows(page.locator(".cell-readout canvas"), imageAt("mnist-2d", z));
        const found = await readout(page);
        assertNear(found.u!, [middle(column, 12), middle(row, 12)], 0.006);
        assertNear(found.z!, z, 0.006);
        assertNear(found["of the prior"]!, [100 * (0.9 / 12) ** 2], 0.006);
      }
    }
  );

  siteTest("the arrow keys move the cell from each of the three places", {path}, async (page) => {
    await choose(page, "8 × 8");
    await assertMarked(page, 4, 4);
    let [column, row] = [4, 4];
    for (const panel of panels) {
      for (const [key, right, up] of [
        ["ArrowRight", 1, 0],
        ["ArrowUp", 0, 1],
        ["ArrowLeft", -1, 0],
        ["ArrowDown", 0, -1]
      ] as const) {
        await markIn(page, panel).press(key);
        column += right;
        row += up;
        await assertMarked(page, column, row);
      }
      await markIn(page, panel).press("Home");
      await assertMarked(page, 0, row);
      await markIn(page, panel).press("End");
      await assertMarked(page, 7, row);
      column = 4;
      await markIn(page, panel).press("Home");
      for (let i = 0; i < 4; ++i) await markIn(page, panel).press("ArrowRight");
    }
  });

  siteTest("a mark is dragged from cell to cell", {path}, async (page) => {
    const mark = markIn(page, panels[0]!);
    const from = await middleOf(mark);
    const {width} = (await mark.boundingBox())!;
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x - 3 * width, from.y, {steps: 6});
    await page.mouse.up();
    await assertMarked(page, 3, 6);
  });

  siteTest(
    "cells are even in z, or in u, and the sheet follows",
    {path, context: {reducedMotion: "reduce"}},
    async (page) => {
      await choose(page, "0.001 to 0.999");
      await page.getByRole("button", {name: "even in z"}).click();
      await pointAt(page, 1, 8, 12);
      await assertMarked(page, 1, 8);
      const end = independentQuantile(0.999);
      const z = [1, 8].map((i) => end * ((2 * (i + 0.5)) / 12 - 1));
      await assertShows(canvasOf(page), imageAt("mnist-2d", z), cell(4, 2));
      const found = await readout(page);
      assertNear(found.z!, z, 0.006);
      const [across, up] = [1, 8].map(
        (i) =>
          independentCdf(end * ((2 * (i + 1)) / 12 - 1)) - independentCdf(end * ((2 * i) / 12 - 1))
      );
      assertNear(found["of the prior"]!, [100 * across! * up!], 0.006);
      await page.getByRole("button", {name: "even in u"}).click();
      await pointAt(page, 1, 8, 12);
      const u = [1, 8].map((i) => middle(i, 12, [0.001, 0.999]));
      await assertShows(
        canvasOf(page),
        imageAt("mnist-2d", u.map(independentQuantile)),
        cell(4, 2)
      );
    }
  );

  siteTest("at 32 × 32, of Fashion-MNIST, workers draw the sheet", {path}, async (page) => {
    await choose(page, "Fashion-MNIST");
    await choose(page, "32 × 32");
    for (const [column, row] of [
      [0, 31],
      [20, 5]
    ] as const) {
      const z = [column, row].map((i) => independentQuantile(middle(i, 32)));
      await assertShows(canvasOf(page), imageAt("fashion-2d", z), cell(32 - row, column + 1));
    }
  });
});

describe("figures", () => {
  const path = "manifold";
  const sizes = [2, 5, 10, 20];

  /** Returns the canvas of the samples of a model. */
  const samplesOf = (page: Page, latents: number) =>
    page.getByRole("img", {name: `random samples of the model with ${latents} latents`});

  /** Returns the codes that the sheets draw from: those of every tenth test image. */
  function drawnCodes(id: string) {
    const bytes = readFileSync(join(projectFolder, "models", id, "codes.bin"));
    const {count, latentSize, mu, logVar} = decodeCodes(bytes);
    const isTaken = (_: number, i: number) => Math.floor(i / latentSize) % 10 === 0;
    return {count: count / 10, latentSize, mu: mu.filter(isTaken), logVar: logVar.filter(isTaken)};
  }

  /** Returns the rows of the table under the sheets. */
  async function tableOf(page: Page): Promise<number[][]> {
    const rows = page.locator("#samples tbody tr");
    await rows.first().getByText(/\d/).first().waitFor();
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => Array.from(row.querySelectorAll("td"), (one) => one.textContent))
    );
    return texts.map((row) => row.map((text) => Number.parseFloat(text)));
  }

  /** Resolves when all four sheets are those of a seed, in their first and a later image. */
  async function assertSamples(page: Page, seed: number): Promise<void> {
    for (const latents of sizes) {
      const z = priorSamples(seed, 100, latents);
      for (const [row, column] of [
        [1, 1],
        [7, 4]
      ] as const) {
        const at = latents * (10 * (row - 1) + column - 1);
        const expected = imageAt(
          `mnist-tanh-${latents}d`,
          Array.from(z.subarray(at, at + latents))
        );
        await assertShows(samplesOf(page, latents), expected, cell(row, column));
      }
    }
  }

  siteTest(
    "the samples are those of the seed, a new one or the first again",
    {path},
    async (page) => {
      const figure = page.locator("#samples");
      await figure.scrollIntoViewIfNeeded();
      await assertSamples(page, 1);
      await figure.getByRole("button", {name: "New seed"}).click();
      await assertSamples(page, 2);
      await figure.getByRole("button", {name: "Reset"}).press("Enter");
      await assertSamples(page, 1);
      const [bounds, reconstructions, divergences] = await tableOf(page);
      assert.equal(bounds!.length, sizes.length);
      bounds!.forEach((bound, i) => {
        const sum = reconstructions![i]! + divergences![i]!;
        assert.ok(Math.abs(bound - sum) < 0.16, `${bound} and ${sum}`);
      });
    }
  );

  siteTest(
    "the samples are those of the mixture of codes, if that is asked for",
    {path},
    async (page) => {
      const figure = page.locator("#samples");
      await figure.scrollIntoViewIfNeeded();
      await figure.getByRole("radio", {name: "the mixture q(z)"}).check({force: true});
      await page.waitForURL(/from='mixture'/);
      for (const latents of sizes) {
        const id = `mnist-tanh-${latents}d`;
        const z = mixtureSamples(drawnCodes(id), {seed: 1, count: 100});
        const first = Array.from(z.subarray(0, latents));
        await assertShows(samplesOf(page, latents), imageAt(id, first), cell(1, 1));
      }
      // Of 20 latents, the information is as large as that of so many images can be.
      const [, , kl, information, mismatch, fromPrior, fromMixture] = await tableOf(page);
      kl!.forEach((one, i) => {
        assert.ok(Math.abs(one - information![i]! - mismatch![i]!) < 0.011, `${one}`);
        assert.ok(information![i]! <= Math.log(10_000), `${information}`);
      });
      assert.ok(information![3]! > 9 && mismatch![3]! > 15 && mismatch![0]! < 0.6, `${mismatch}`);
      assert.ok(fromPrior![3]! < 40 && fromMixture![3]! > 60, `${fromPrior}, ${fromMixture}`);
      await figure.getByText("Near its limit, log N = 9.21").waitFor();
    }
  );

  siteTest("the metric predicts σ within some percent on the median", {path}, async (page) => {
    const figure = page.locator("#metric");
    for (const name of ["MNIST", "Fashion-MNIST"]) {
      await figure.scrollIntoViewIfNeeded();
      await figure.getByRole("radio", {name, exact: true}).check({force: true});
      const answer = figure.locator(".answer p");
      await answer.getByText("1,000", {exact: true}).waitFor({state: "attached", timeout: 60_000});
      const text = (await answer.textContent())!;
      const [, ratio, within, correlation, marginal, withinMarginal] = text
        .match(/\d[\d.,]*\d/g)!
        .map(Number);
      assert.ok(Math.abs(ratio! - 1) < 0.05, text);
      assert.ok(correlation! > 0.85, text);
      assert.ok(marginal! < ratio!, text);
      assert.ok(within! > withinMarginal!, text);
    }
  });

  siteTest("the page asks for no frame while nothing moves", {path}, async (page) => {
    for (const id of ["manifold", "metric", "samples"]) {
      await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    }
    const answer = page.locator("#metric .answer p");
    await answer.getByText("1,000", {exact: true}).waitFor({state: "attached", timeout: 60_000});
    const frames = await page.evaluate(async () => {
      const request = window.requestAnimationFrame;
      let count = 0;
      window.requestAnimationFrame = (callback) => {
        ++count;
        return request(callback);
      };
      await new Promise((resolve) => setTimeout(resolve, 1000));
      window.requestAnimationFrame = request;
      return count;
    });
    assert.equal(frames, 0);
  });
});

const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};

siteTest(
  "a tap on a phone marks a cell, and nothing is wider than the window",
  {path: "manifold", context: phone},
  async (page) => {
    const sheet = page.locator(".linked-cells .picture");
    await sheet.scrollIntoViewIfNeeded();
    const {x, y, width, height} = (await sheet.boundingBox())!;
    await page.touchscreen.tap(x + (2.5 / 12) * width, y + (1.5 / 12) * height);
    await page.locator('[aria-label="cell of the latent plane"][data-cell="2,10"]').waitFor();
    const square = page.locator(".cell-panel.of-u");
    await square.scrollIntoViewIfNeeded();
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(content <= 390, `content ${content} px wide`);
  }
);
