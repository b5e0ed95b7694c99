import assert from "node:assert/strict";
import {equipped} from "../harness/webdriver/browser-tests.js";
import type {DrivenPage} from "../harness/webdriver/page.js";

const button = (page: DrivenPage, name: string) => page.find(".training-figure button", name);

/** Resolves when the run has seen a number of images, and returns how many it has. */
function seen(page: DrivenPage, images: number): Promise<number> {
  return page.waitFor(
    `${images} images seen`,
    (least) => {
      const text = document.querySelector(".run-numbers")?.textContent ?? "";
      const count = Number((/^([\d,]+)/.exec(text)?.[1] ?? "0").replaceAll(",", ""));
      return count >= least && count;
    },
    images
  );
}

/** Returns the bound at the end of the run’s curve, in nats per image. */
function boundOf(page: DrivenPage): Promise<number> {
  return page.evaluate(() => {
    const label = document.querySelector(".label-elbo")?.textContent ?? "";
    return -Number(/ℒ −([\d.]+), this run/.exec(label)![1]);
  });
}

/** Starts a run on drawn discs, which are there at once. */
export async function train(page: DrivenPage): Promise<void> {
  await page.find("select", "images").evaluate((element) => {
    const select = element as HTMLSelectElement;
    select.selectedIndex = Array.from(select.options, ({text}) => text).indexOf("Drawn discs");
    select.dispatchEvent(new Event("input", {bubbles: true}));
    select.dispatchEvent(new Event("change", {bubbles: true}));
  });
  await button(page, "Train").click();
  await seen(page, 1000);
}

/** Trains, pauses, opens the page again, and goes on. */
export async function trainTwice(page: DrivenPage): Promise<void> {
  await train(page);
  const early = await boundOf(page);
  await seen(page, 6000);
  await button(page, "Pause").click();
  await button(page, "Continue").waitFor();
  const late = await boundOf(page);
  assert.ok(late > early + 10, `${early} … ${late}`);
  const held = await seen(page, 1);
  await page.find(`.training-figure[data-kept="${held}"]`).waitFor();
  await page.reload();
  await equipped(page);
  await page.waitFor(
    "the run that was left",
    (count) => document.querySelector(".notice")?.textContent.includes(count),
    held.toLocaleString("en-US")
  );
  await button(page, "Go on with it").click();
  await seen(page, held + 500);
  assert.ok((await boundOf(page)) > early, "the curve of before is there");
}
