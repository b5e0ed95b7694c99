import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, sliderOf, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {independentCodes, independentQuantile} from "../harness/independent.js";
import {siteTest} from "../harness/site.js";

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
