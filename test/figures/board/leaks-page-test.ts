import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {setSliders} from "../../harness/board.js";
import {holdings} from "../../harness/holdings.js";
import {siteTest} from "../../harness/site.js";
import {type View, views} from "../../harness/views.js";

const roundsOfSix = 168; // a move in each view: 1,008 moves
const heapLimit = 500_000; // bytes; a thousand images of 28 × 28 kept by mistake are 784,000
const nodeLimit = 100; // elements and texts; one kept at each round would be 168

/**
 * Moves sliders of the board in turn, one of each view at the same time, and each again once all
 * images have been drawn; leaves all of them in the middle and the first view in the plane.
 */
async function moveSliders(page: Page, count: number): Promise<void> {
  await page.evaluate(async (rounds) => {
    const figures = Array.from(document.querySelectorAll("figure:has([type=range])"));
    for (let round = 0; round < rounds; round++) {
      const before = figures.map((figure) => figure.querySelector("canvas")!.toDataURL());
      for (const figure of figures) {
        const sliders = figure.querySelectorAll<HTMLInputElement>("[type=range]");
        const slider = sliders[round % sliders.length]!;
        slider.valueAsNumber = 0.05 + ((round * 0.37 + 0.2) % 0.9);
        slider.dispatchEvent(new Event("input", {bubbles: true}));
      }
      while (figures.some((one, i) => one.querySelector("canvas")!.toDataURL() === before[i])) {
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
  }, count);
  for (const view of views.toReversed())
    await setSliders(
      page,
      view,
      view.sliders.map(() => 0.5)
    );
  const [{title}] = views as [View];
  await page.getByLabel(`place in the latent plane of ${title}`, {exact: true}).waitFor();
}

siteTest(
  "a thousand slider moves leave the count of tensors and the heap level",
  {},
  async (page) => {
    const session = await page.context().newCDPSession(page);
    await moveSliders(page, 12);
    const before = await holdings(page, session);
    assert.notEqual(before.tensors, 0);
    await moveSliders(page, roundsOfSix);
    const after = await holdings(page, session);
    assert.equal(after.tensors, before.tensors);
    assert.ok(after.heap - before.heap < heapLimit, `${after.heap - before.heap} bytes more`);
    assert.ok(after.nodes - before.nodes < nodeLimit, `${after.nodes - before.nodes} nodes more`);
  }
);
