import assert from "node:assert/strict";
import {assertSum, isSumSettled, readSum, type Sum} from "../harness/gap.js";
import type {DrivenPage} from "../harness/webdriver/page.js";

/** Resolves when the sum is another one than before and agrees with the lattice, and returns it. */
async function settledSum(page: DrivenPage, before?: Sum): Promise<Sum> {
  await page.waitFor(
    "a sum of a new q",
    (gap) => document.querySelector('.bound-sum [data-value="gap"]')?.textContent !== gap,
    before?.klToPosterior.toFixed(2) ?? ""
  );
  await page.waitFor("a sum that the lattice agrees with", isSumSettled, 0.01);
  return page.evaluate(readSum);
}

/** Asserts that the terms add up, for the encoder’s q and for the best one, which is better. */
export async function addUp(page: DrivenPage): Promise<void> {
  const encoder = await settledSum(page);
  assertSum(encoder);
  await page.find("#gap button", "best diagonal q").click();
  const best = await settledSum(page, encoder);
  assertSum(best);
  assert.ok(best.klToPosterior <= encoder.klToPosterior + 0.01, "the best q is no worse");
  assert.ok(Math.abs(best.evidence - encoder.evidence) < 0.021, "the ceiling stays");
}

/** Asserts that a page opened by a link to an image under the prior goes on from there, and back. */
export async function goFromLink(page: DrivenPage): Promise<void> {
  const shows = (what: string, isPrior: boolean) =>
    page.waitFor(
      what,
      (expected) => {
        const text = document.querySelector('.bound-sum [data-value="kl-prior"]')?.textContent;
        const isDone = /^\d/.test(text ?? "") && (text === "0.00") === expected;
        const holds = decodeURIComponent(location.hash).includes("q='prior'");
        return isDone && holds === expected;
      },
      isPrior
    );
  await shows("the prior that the link sets", true);
  const image = page.find(".gap-images input:checked");
  assert.match(await image.evaluate((input) => input.getAttribute("aria-label") ?? ""), /^5,/);
  await page.find("#gap button", "the encoder’s q").click();
  await shows("the encoder’s q", false);
  await page.back();
  await shows("the prior again", true);
  await page.forward();
  await shows("the encoder’s q again", false);
}
