import type {Locator, Page} from "playwright-core";
import type {NamedFile} from "../../../src/reading/file.js";
import type {Ink} from "./ink.js";

/** Returns the field for a model of one’s own. */
export const modelZone = (page: Page): Locator =>
  page.getByRole("group", {name: "A model of your own", exact: true});

/** Returns the line that describes or offers a model. */
export const modelLine = (page: Page): Locator => page.locator(".own-model .notice");

/** Drops files on the field for a model. */
export async function dropModel(page: Page, files: readonly NamedFile[]): Promise<void> {
  const plain = files.map(({name, bytes}) => ({
    name,
    base64: Buffer.from(bytes).toString("base64")
  }));
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const {name, base64} of all) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, plain);
  await modelZone(page).dispatchEvent("drop", {dataTransfer: transfer});
  await transfer.dispose();
}

/** Returns the canvas of the one image of an own model on the board, or of its sheet. */
export function ownCanvas(page: Page, which: "image" | "sheet"): Locator {
  const view = which === "sheet" ? ".sheet" : ".view:not(.sheet)";
  return page.locator(`.own-row ${view} .picture canvas:not(.draft)`).first();
}

/** Returns the slider of a latent of the one image, counted from 1. */
export function ownSlider(page: Page, latent: number): Locator {
  return page
    .locator(".own-row .view")
    .first()
    .getByRole("slider")
    .nth(latent - 1);
}

/** Returns 8-bit ink of means in [0, 1]. */
export function inkOfMeans(means: ArrayLike<number>, width: number): Ink {
  const ink = Array.from(means, (mean) => Math.round(255 * mean));
  return {width, height: ink.length / width, ink};
}
