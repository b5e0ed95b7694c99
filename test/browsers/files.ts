import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {independentQuantile} from "../harness/independent.js";
import {assertShows} from "../harness/ink.js";
import {inkOfMeans, smallPerceptron} from "../harness/own-model.js";
import type {DrivenPage} from "../harness/webdriver/page.js";

/** Resolves when the model has a row on the board, which draws what the model computes. */
async function assertRow(page: DrivenPage, means: (z: number[]) => number[]): Promise<void> {
  await page.waitFor("the model’s line", () =>
    document
      .querySelector(".own-model .notice")
      ?.textContent.includes("three.safetensors: 3 latents, images of 5 × 4")
  );
  const row = page.find(".own-row .view");
  await row.waitFor();
  await page.find(".own-row .view input[type=range]").press("End");
  const z = [0.95, 0.5, 0.5].map(independentQuantile);
  const canvas = page.find(".own-row .view:not(.sheet) .picture canvas[role=img]");
  await assertShows(canvas, inkOfMeans(means(z), 5));
}

/** Drops a model on the page, and asserts that it is drawn. */
export async function dropModelFiles(page: DrivenPage): Promise<void> {
  const {files, means} = smallPerceptron();
  const dropped = files.map(({name, bytes}) => ({
    name,
    base64: Buffer.from(bytes).toString("base64")
  }));
  await page.evaluate((all) => {
    const dataTransfer = new DataTransfer();
    for (const {name, base64} of all) {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([content], name));
    }
    for (const type of ["dragover", "drop"]) {
      const event = new DragEvent(type, {dataTransfer, bubbles: true, cancelable: true});
      document.body.dispatchEvent(event);
    }
  }, dropped);
  await assertRow(page, means);
}

/** Chooses a model from disk, and asserts that it is drawn. */
export async function chooseModelFiles(page: DrivenPage): Promise<void> {
  const {files, means} = smallPerceptron();
  const folder = await mkdtemp(join(tmpdir(), "aevb-own-model-"));
  try {
    const paths = files.map(({name}) => join(folder, name));
    await Promise.all(paths.map((path, i) => writeFile(path, files[i]!.bytes)));
    await page.find(".own-place summary").click();
    await page.find(".own-place input[type=file]").upload(paths);
    await assertRow(page, means);
  } finally {
    await rm(folder, {recursive: true});
  }
}
