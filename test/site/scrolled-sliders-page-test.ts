import assert from "node:assert/strict";
import {middleOf, setSliders, sliderOf, valuesOf} from "../harness/board.js";
import {touchPath} from "../harness/encode.js";
import {siteTest} from "../harness/site.js";
import {viewOf} from "../harness/views.js";

const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};
const view = viewOf("mnist-4d");

siteTest(
  "a finger that scrolls from a slider leaves it, one that slides or taps moves it",
  {context: phone},
  async (page) => {
    const start = [0.9, 0.9, 0.9, 0.9];
    await setSliders(page, view, start);
    const slider = sliderOf(page, view, 2);
    await page.evaluate(() => {
      Object.assign(window, {heard: 0});
      addEventListener("input", () => ((window as unknown as {heard: number}).heard += 1));
    });
    const heard = () => page.evaluate(() => (window as unknown as {heard: number}).heard);

    let {x, y} = await middleOf(slider);
    const top = await page.evaluate(() => scrollY);
    const rested = page.evaluate(
      () => new Promise<void>((done) => addEventListener("scrollend", () => done(), {once: true}))
    );
    await touchPath(
      page,
      [0, 40, 80, 160].map((up) => ({x, y: y - up}))
    );
    await rested; // the page goes on for a while after the finger has left it
    assert.ok((await page.evaluate(() => scrollY)) > top + 60);
    assert.deepEqual(await valuesOf(page, view), start);
    assert.equal(await slider.inputValue(), "0.9");
    assert.equal(await heard(), 0, "nothing has followed the finger");

    ({x, y} = await middleOf(slider));
    await touchPath(
      page,
      [0, -20, -40, -60].map((right) => ({x: x + right, y}))
    );
    const [, slid = 1] = await valuesOf(page, view);
    assert.ok(slid > 0.05 && slid < 0.45, `slid to ${slid}, left of the middle`);
    assert.equal(await slider.inputValue(), String(slid));

    ({x, y} = await middleOf(slider));
    await touchPath(page, [{x, y}]);
    const [, tapped = 1] = await valuesOf(page, view);
    assert.ok(Math.abs(tapped - 0.5) < 0.03, `tapped to ${tapped}, the middle`);
  }
);
