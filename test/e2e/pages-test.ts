import assert from "node:assert/strict";
import {pagePaths, siteTest} from "../harness/site.js";

/** Runs in the page: the lightness of its background, from 0 (black) to 255. */
function backgroundLightness(): number {
  const colors = [document.body, document.documentElement].map(
    (element) => getComputedStyle(element).backgroundColor
  );
  const opaque = colors.find((color) => !/^rgba\(.*, 0\)$/.test(color)) ?? "rgb(255, 255, 255)";
  return Math.max(...opaque.match(/\d+/g)!.slice(0, 3).map(Number));
}

for (const path of pagePaths()) {
  for (const colorScheme of ["light", "dark"] as const) {
    siteTest(
      `/${path} loads in ${colorScheme} colors`,
      {path, context: {colorScheme}},
      async (page) => {
        assert.equal(await page.locator("h1").count(), 1, "one first heading");
        const lightness = await page.evaluate(backgroundLightness);
        assert.equal(lightness > 127, colorScheme === "light", `background lightness ${lightness}`);
      }
    );
  }

  siteTest(
    `/${path} fits a phone's screen`,
    {path, context: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}},
    async (page) => {
      const {scrollWidth, innerWidth} = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        innerWidth: window.innerWidth
      }));
      assert.equal(innerWidth, 390);
      assert.ok(scrollWidth <= innerWidth, `content ${scrollWidth} px wide, screen ${innerWidth}`);
    }
  );
}
