import assert from "node:assert/strict";
import {assertImage, assertNumbers, canvasOf, setSliders, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {imageOf, inkOf} from "../harness/ink.js";
import {siteTest} from "../harness/site.js";

/** Where the sliders are put in turn, of u: both ends, the middle, and places of no note. */
const places = [
  [0.05, 0.05, 0.05, 0.05],
  [0.95, 0.95, 0.95, 0.95],
  [0.5, 0.5, 0.5, 0.5],
  [0.05, 0.95, 0.237, 0.781],
  [0.613, 0.084, 0.95, 0.05]
];

siteTest("the pixels of all six views are the decode of z = Φ⁻¹(u)", {}, async (page) => {
  for (const view of views) {
    for (const place of places) {
      const u = place.slice(0, view.sliders.length);
      await setSliders(page, view, u);
      await assertNumbers(page, view, u);
    }
  }
});

siteTest(
  "the 8-bit weights of the board change its pictures as little as promised",
  {},
  async (page) => {
    for (const view of views) {
      await canvasOf(page, view).scrollIntoViewIfNeeded();
      const u = await valuesOf(page, view);
      await assertImage(page, view, u);
      const {ink} = await inkOf(canvasOf(page, view));
      const exact = imageOf(view, u, 4, "float16");
      const off = Array.from(ink, (level, i) => Math.abs(level - Math.round(exact.ink[i]!)));
      const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
      const within4 = off.filter((one) => one <= 4).length / off.length;
      assert.ok(mean <= 0.3, `${view.id}: the mean difference is ${mean}`);
      assert.ok(within4 >= 0.999, `${view.id}: ${within4} of the pixels are within 4`);
    }
  }
);
