import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {assertImage, canvasOf, setSliders, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {modelLine, modelZone} from "../harness/own-model.js";
import {siteTest} from "../harness/site.js";

const seen = {timeout: 60_000};
const [first] = views;

/** Puts an entry where the browser keeps a model of the reader’s own. */
async function keepEntry(page: Page, entry: object): Promise<void> {
  await page.evaluate(
    (kept) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("aevb-own-model", 1);
        opening.addEventListener("upgradeneeded", () => {
          opening.result.createObjectStore("models");
          opening.result.createObjectStore("aside", {autoIncrement: true});
        });
        opening.addEventListener("error", () => reject(new Error("the database does not open")));
        opening.addEventListener("success", () => {
          const transaction = opening.result.transaction("models", "readwrite");
          transaction.objectStore("models").put(kept, "mine");
          transaction.addEventListener("complete", () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    entry
  );
}

siteTest("a kept model that is broken is set aside with a sentence, once", {}, async (page) => {
  await keepEntry(page, {format: 1, savedAt: 1, state: {title: "mine", network: {type: "onnx"}}});
  await page.reload();
  await modelLine(page).getByRole("button", {name: "Open it"}).click(seen);
  const status = modelZone(page).getByRole("status");
  await status.getByText("invalid model: network: onnx, expected “packed” or “tfjs”").waitFor(seen);
  await setSliders(page, first, [0.6, 0.7]);
  await assertImage(page, first, await valuesOf(page, first));
  assert.equal(await canvasOf(page, first).isVisible(), true);

  await page.reload();
  await page.waitForLoadState("networkidle");
  assert.equal(await modelLine(page).isVisible(), false);
});
