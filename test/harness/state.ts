import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {equipped} from "./site.js";

/** Waits until the address holds what a pattern says, once what it escapes is read. */
export async function addressHolds(page: Page, pattern: RegExp): Promise<void> {
  await page.waitForFunction(
    ([source, flags]) => new RegExp(source, flags).test(decodeURIComponent(location.hash)),
    [pattern.source, pattern.flags] as const
  );
}

/** Returns the fragment of the address, read. */
export function fragmentOf(page: Page): Promise<string> {
  return page.evaluate(() => decodeURIComponent(location.hash));
}

/** Opens an address in a fresh tab, which knows nothing of the first, and waits for its cells. */
export async function freshTab(page: Page, address = page.url()): Promise<Page> {
  const session = await page.context().browser()!.newContext({viewport: page.viewportSize()});
  const tab = await session.newPage();
  await tab.goto(address);
  await equipped(tab);
  return tab;
}

/** Opens another fragment of the page that is open, as a link in it does. */
export async function follow(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, fragment);
}

/** Returns what all inputs of the page stand at, in its order. */
export function standOf(page: Page): Promise<(string | boolean)[]> {
  return page.evaluate(() =>
    Array.from(
      document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("main :is(input, select)"),
      (input) =>
        input instanceof HTMLInputElement && /checkbox|radio/.test(input.type)
          ? input.checked
          : input.value
    )
  );
}

/** Returns what the page says of a link that could not be opened as a whole; empty if nothing. */
export async function saidOf(page: Page): Promise<string> {
  const lines = page.locator(".state-lines p > span");
  return (await lines.allTextContents()).join(" ");
}

/** Waits until the page says what a pattern says of a link that could not be opened as a whole. */
export async function says(page: Page, pattern: RegExp): Promise<void> {
  const isSaid = page.waitForFunction(
    ([source, flags]) => {
      const lines = Array.from(document.querySelectorAll(".state-lines p > span"));
      return new RegExp(source, flags).test(lines.map((line) => line.textContent).join(" "));
    },
    [pattern.source, pattern.flags] as const
  );
  await isSaid.catch(async () => assert.match(await saidOf(page), pattern));
}
