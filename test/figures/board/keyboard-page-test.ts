import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, canvasOf, setSliders, valuesOf} from "../../harness/board.js";
import {independentCdf, independentQuantile} from "../../harness/independent.js";
import {assertShows, imageOf} from "../../harness/ink.js";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";
import {nameOf, viewOf, views} from "../../harness/views.js";

const [first] = views;

/** What Tab reaches, in this order, by name; the figures below stay with the first slider. */
const stops = [
  ...views.flatMap((view, i) => [
    ...(i === 2 ? ["4"] : []),
    ...view.sliders.map((latent) => `${nameOf("u", latent)}, ${view.title}`)
  ]),
  `u₁ on the curve of Φ, ${first!.title}`,
  `z₁ under the curve of Φ, ${first!.title}`,
  `(u₁, u₂) on the unit square, ${first!.title}`,
  `place in the latent plane of ${first!.title}`,
  "0",
  "9"
];

/** Runs in the page: the name of what has the focus. */
function focusedName(): string {
  const element = document.activeElement!;
  const label = (element as HTMLInputElement).labels?.[0]?.firstChild?.textContent;
  const value =
    (element as HTMLInputElement).type === "radio" && (element as HTMLInputElement).value;
  return element.getAttribute("aria-label") ?? (value || label || element.textContent!).trim();
}

/** Asserts that the surroundings of what has the focus look otherwise than without it. */
async function assertFocusShows(page: Page, name: string): Promise<void> {
  const {x, y, width, height} = await page.evaluate(() => {
    const box = document.activeElement!.getBoundingClientRect();
    return {x: box.x, y: box.y, width: box.width, height: box.height};
  });
  const clip = {x: x - 6, y: y - 6, width: width + 12, height: height + 12};
  const focused = await page.screenshot({clip});
  const element = await page.evaluateHandle(() => document.activeElement as HTMLElement);
  await element.evaluate((target) => target.blur());
  const blurred = await page.screenshot({clip});
  await element.evaluate((target) => target.focus());
  assert.notDeepEqual(focused, blurred, `${name} looks the same with the focus and without`);
}

siteTest(
  "Tab reaches every control of the board in order, and its focus shows and changes nothing",
  {},
  async (page) => {
    const steps = await page.evaluate(() => history.length);
    const found: string[] = [];
    const missing = [...stops];
    while (missing.length > 0) {
      await page.keyboard.press("Tab");
      if (missing[0]!.startsWith("z₁")) {
        await page.getByLabel(`place in the latent plane of ${first!.title}`).waitFor();
      }
      const name = await page.evaluate(focusedName);
      assert.ok(!found.includes(name) || found.length < 100, `no ${missing[0]} after ${found}`);
      found.push(name);
      await assertFocusShows(page, name);
      if (name === missing[0]) missing.shift();
    }
    await page.getByRole("slider", {name: stops[0]!, exact: true}).press("ArrowRight");
    await addressHolds(page, /mnist-2d=/);
    assert.equal(await page.evaluate(() => history.length), steps + 1, "one step, of the value");
    assert.doesNotMatch(page.url(), /touched/);
  }
);

siteTest(
  "the arrow keys move the resolution, the marks and the legend’s classes",
  {},
  async (page) => {
    const view = viewOf("fashion-4d-sheet");
    await setSliders(page, view, [0.4, 0.6]);
    await page.getByRole("radio", {name: "4", exact: true}).press("ArrowRight");
    await assertShows(canvasOf(page, view), imageOf(view, [0.4, 0.6], 8));
    await page.getByRole("radio", {name: "8", exact: true}).press("ArrowLeft");
    await assertImage(page, view, [0.4, 0.6]);

    const presses: [string, string, number[]][] = [
      ["u₄ on the curve of Φ", "ArrowUp", [0.4, 0.61]],
      ["u₄ on the curve of Φ", "Shift+ArrowLeft", [0.4, 0.609]],
      ["z₄ under the curve of Φ", "ArrowRight", [0.4, above(0.609, 0.01)]],
      ["(u₃, u₄) on the unit square", "ArrowLeft", [0.39, above(0.609, 0.01)]],
      ["(u₃, u₄) on the unit square", "PageDown", [0.39, above(0.609, 0.01) - 0.1]],
      ["(u₃, u₄) on the unit square", "End", [0.95, above(0.609, 0.01) - 0.1]],
      ["(u₃, u₄) on the unit square", "Home", [0.05, above(0.609, 0.01) - 0.1]]
    ];
    for (const [name, key, expected] of presses) {
      await page.getByRole("slider", {name: `${name}, ${view.title}`, exact: true}).press(key);
      await assertAt(expected);
    }

    await setSliders(page, view, [0.4, 0.6]);
    const place = page.getByLabel(`place in the latent plane of ${view.title}`);
    await place.press("ArrowRight");
    await assertAt([above(0.4, 0.05), 0.6]);
    await place.press("Shift+ArrowDown");
    await assertAt([above(0.4, 0.05), above(0.6, -0.005)]);

    const button = page.getByRole("button", {name: "Sandal"});
    await button.press("Space");
    assert.equal(await button.getAttribute("aria-pressed"), "false");

    /** Returns the u whose z lies a step above that of another u. */
    function above(u: number, step: number): number {
      return independentCdf(independentQuantile(u) + step);
    }

    async function assertAt(expected: number[]): Promise<void> {
      const u = await valuesOf(page, view);
      u.forEach((ui, i) => assert.ok(Math.abs(ui - expected[i]!) < 1e-6, `${u}, not ${expected}`));
      await assertImage(page, view, u);
    }
  }
);
