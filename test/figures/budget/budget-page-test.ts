import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";
import {addressHolds} from "../../harness/state.js";

siteTest(
  "at M L = 100 the variance of the gradient is least at L = 1, and minibatches show what the form says",
  {path: "vae.html"},
  async (page) => {
    const figure = page.locator("#budget");
    await figure.scrollIntoViewIfNeeded();
    const rowOf = async (key: string) => {
      const cells = await figure.locator(`tr[data-row="${key}"] td`).allInnerTexts();
      return cells.map((text) => Number(text.replaceAll(",", "")));
    };
    const slider = figure.getByRole("slider", {name: "L, the noises per image"});
    const noise: number[] = [];
    for (const state of ["after 100 minibatches", "after 2,500 minibatches"]) {
      await figure.getByRole("radio", {name: state}).check();
      let last = 0;
      for (const at of [0, 4, 8]) {
        await slider.fill(String(at));
        const [[images], [ofNoise], [total, ratio], [measured]] = await Promise.all(
          ["images", "noise", "total", "measured"].map(rowOf)
        );
        noise.push(ofNoise!);
        assert.ok(Math.abs(images! + ofNoise! - total!) < 0.01 * total!, `${images} ${ofNoise}`);
        assert.ok(Math.abs(measured! / total! - 1) < 0.2, `${measured}, expected ${total}`);
        assert.ok(ratio! > last, `${ratio} at ${at}`);
        last = ratio!;
      }
    }
    // M · L is the same throughout, and so is what the noise adds.
    assert.deepEqual(noise.slice(0, 3), Array(3).fill(noise[0]));
    await addressHolds(page, /budget-split=8/);
    await addressHolds(page, /budget-state=1/);
    await figure.getByRole("button", {name: "Reset"}).click();
    assert.equal((await rowOf("total"))[1], 1);
  }
);
