import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {chapters} from "../../tools/site/contents.js";
import {siteTest} from "../harness/site.js";

/** How much air a figure may reserve, or lack, beside its picture, in CSS pixels. */
const AIR = 24;

/** Returns how high each figure's place is, and the picture in it, once that has come. */
async function places(page: Page): Promise<[figure: string, place: number, picture: number][]> {
  const views = page.locator('main figure [aria-busy="true"]');
  const measured: [string, number, number][] = [];
  for (const view of await views.all()) {
    await view.evaluate((place) => place.scrollIntoView());
    const picture = view.locator(".first-frame img:visible");
    const id = (await view.evaluate((place) => place.closest("figure")!.id))!;
    if ((await view.locator(".first-frame").count()) === 0) {
      measured.push([id, (await view.boundingBox())!.height, 0]); // it is not recorded
      continue;
    }
    await picture.waitFor(); // under the board some seconds pass
    const [place, drawn] = await picture.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const {width, height} = image.parentElement!.closest("[aria-busy]")!.getBoundingClientRect();
      return [height, (image.naturalHeight * width) / image.naturalWidth];
    });
    measured.push([id, place!, drawn!]);
  }
  return measured;
}

for (const [name, context] of [
  ["a laptop", {viewport: {width: 1440, height: 900}}],
  [
    "a phone in the dark",
    {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true, colorScheme: "dark"}
  ]
] as const) {
  siteTest(
    `with scripts held back, each recorded figure on ${name} has its picture, as high as its place`,
    {held: true, context},
    async (page) => {
      const site = page.url();
      const faults: string[] = [];
      for (const {path} of chapters) {
        await page.goto(site + (path === "/index" ? "" : path.slice(1)), {waitUntil: "commit"});
        await page.locator("#observablehq-footer, footer").first().waitFor({state: "attached"});
        for (const [figure, place, picture] of await places(page)) {
          if (Math.abs(place - picture) <= AIR) continue;
          faults.push(
            `${figure}: ${Math.round(picture)} pixels in a place of ${Math.round(place)}`
          );
        }
        const views = page.locator(".board .screen img");
        for (const view of await views.all())
          await view.evaluate((image: HTMLImageElement) => image.decode());
      }
      assert.deepEqual(faults, []);
    }
  );
}
