import {assertNumbers, setSliders} from "./harness/board-page.js";
import {siteTest} from "./harness/site.js";
import {views} from "./harness/views.js";

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
