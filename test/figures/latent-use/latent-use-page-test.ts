import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {LatentRecord} from "../../../src/training/experiments/latents.js";
import {projectFolder} from "../../../tools/project.js";
import {siteTest} from "../../harness/site.js";

const path = "experiments.html";
const file = join(projectFolder, "src", "data", "experiments", "latents", "mnist-200-aevb-0.json");
const {curve, walks} = JSON.parse(readFileSync(file, "utf8")) as LatentRecord;

siteTest("the bars are the recorded KL, now and earlier in the run", {path}, async (page) => {
  const figure = page.locator("#latent-use");
  /** Returns how the second bar's height compares with the first's. */
  const ratio = async () => {
    const heights = await figure
      .locator(".latent-bar")
      .evaluateAll((bars) => bars.slice(0, 2).map((bar) => Number(bar.getAttribute("height"))));
    return heights[1]! / heights[0]!;
  };
  const slider = figure.getByRole("slider", {name: "images seen"});
  for (const [key, point] of [
    ["End", curve.kl.length - 1],
    ["Home", 0]
  ] as const) {
    await slider.press(key);
    const seen = curve.imagesSeen[point]!.toLocaleString("en");
    await figure.getByText(`After ${seen} images the KL is`).waitFor();
    const [first, second] = curve.kl[point]!;
    assert.ok(Math.abs((await ratio()) - second! / first!) < 0.01, `${await ratio()}`);
  }
  await figure.getByRole("button", {name: "Reset"}).click();
  const last = curve.imagesSeen.at(-1)!.toLocaleString("en");
  await figure.getByText(`After ${last} images the KL is`).waitFor();
});

siteTest(
  "a column that is pointed at shows its walk: the rest do nothing",
  {path},
  async (page) => {
    const figure = page.locator("#latent-use");
    await figure.scrollIntoViewIfNeeded();
    const strip = figure.locator(".latent-strip canvas");
    /** Returns how much the first image of the strip differs from the last, in ink per pixel. */
    const change = () =>
      strip.evaluate((canvas: HTMLCanvasElement) => {
        const {width, height} = canvas;
        const side = height;
        const context = canvas.getContext("2d")!;
        const [a, b] = [0, width - side].map((x) => context.getImageData(x, 0, side, side).data);
        return a!.reduce((sum, ink, i) => sum + Math.abs(ink - b![i]!), 0) / a!.length;
      });
    const first = await change();
    const columns = figure.locator(".latent-columns").first();
    const box = (await columns.boundingBox())!;
    await page.mouse.click(box.x + box.width - 20, box.y + box.height - 60);
    await figure.getByText(`latents ${walks + 1} to 200, drawn anew from the prior`).waitFor();
    assert.ok((await change()) < 0.3 * first, `${await change()} ${first}`);
    const latent = figure.getByRole("slider", {name: "latent, by its KL"});
    await latent.press("ArrowLeft");
    await figure.getByText(`z of latent ${walks}, from −2.5 to 2.5`).waitFor();
    assert.ok((await change()) < 0.3 * first, `${await change()} ${first}`);
  }
);
