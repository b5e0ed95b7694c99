import type {Page} from "playwright-core";

const patience = 60_000; // milliseconds, for a machine that is busy with other things

/**
 * Reads something again and again, once a frame of the page, until it is right, and returns it; or
 * what it is at last, for the test to say what is wrong with it.
 */
export async function until<T>(
  page: Page,
  read: () => Promise<T>,
  isRight: (value: T) => boolean
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (isRight(value) || Date.now() > deadline) return value;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/**
 * Resolves when a page’s own timers have come some milliseconds further: for what must not
 * happen within a time of the page’s. A busy machine delays what the page waits for as much.
 */
export async function pageTime(page: Page, milliseconds: number): Promise<void> {
  await page.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), milliseconds);
}
