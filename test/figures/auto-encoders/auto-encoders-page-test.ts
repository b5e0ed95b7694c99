import assert from "node:assert/strict";
import {siteTest} from "../../harness/site.js";

siteTest(
  "draws of a VAE miss fewer codes than those of a plain one",
  {path: "related.html"},
  async (page) => {
    const figure = page.locator("#holes");
    await figure.scrollIntoViewIfNeeded();
    await figure.locator("canvas[data-drawn]").nth(1).waitFor();
    const holes = async () => {
      const texts = await figure.getByRole("status").allInnerTexts();
      return texts.map((text) => Number(/^(\d+)%/.exec(text)![1]));
    };
    const [vae, plain] = await holes();
    assert.ok(plain! > 2 * vae!, `${vae} % and ${plain} %`);
    await figure.getByRole("radio", {name: "a fitted box"}).check();
    await page.waitForURL(/draws=/);
    const boxed = await holes();
    assert.ok(boxed[0]! > vae! && boxed[1]! > boxed[0]!);
    const sheet = figure.locator("canvas").first();
    const pixels = () => sheet.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await pixels();
    await figure.getByRole("button", {name: "New seed"}).click();
    assert.notEqual(await pixels(), before);
  }
);
