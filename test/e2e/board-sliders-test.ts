import assert from "node:assert/strict";
import {
  assertImage,
  assertNumbers,
  middleOf,
  setSliders,
  sliderOf,
  valuesOf
} from "../harness/board.js";
import {views} from "../harness/views.js";
import {difference, imageOf} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

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
/** Every slider of the board. */
const sliders = views.flatMap((view) => view.sliders.map((latent, i) => ({view, latent, i})));
const halfThumb = 8; // CSS pixels: a thumb stops where its edge meets the end of the track

siteTest("each slider of all six views moves its image by keyboard", {}, async (page) => {
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

siteTest("each slider of all six views moves its image by pointer", {}, async (page) => {
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
