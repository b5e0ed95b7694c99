import type {Browser, Page} from "playwright-core";

/** What a reader's visit of the front page was like. */
export interface Visit {
  /** When the first picture was drawn by its sliders, in milliseconds since 1970. */
  firstDrawn: number;
  /** Likewise, from the begin of the navigation, in milliseconds. */
  firstDrawnAfter: number;
  /** What is beyond 50 ms in each task of the page until all is live, in milliseconds. */
  blocking: number;
  /** The sum of all layout shifts that no input has caused; 0 is none. */
  layoutShift: number;
}

/** What the page notes about itself. */
interface Notes {
  firstDrawn: number;
  blocking: number;
  layoutShift: number;
}

/** What a layout-shift entry has, which TypeScript does not know. */
interface Shift {
  value: number;
  hadRecentInput: boolean;
}

/** The views that the board has. */
const VIEWS = 6;

/** Options for visit. */
export interface VisitOptions {
  /** How many times slower the processor is made; 1 is as it is. */
  slowdown: number;
}

/**
 * Visits the page with an empty cache and scrolls to where each view comes into sight; returns a
 * promise to what was noted when all of them are live and nothing more is downloaded.
 */
export async function visit(
  browser: Browser,
  url: string,
  {slowdown}: VisitOptions
): Promise<Visit> {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}});
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", {rate: slowdown});
    await page.addInitScript(takeNotes);
    await page.goto(url);
    await live(page);
    return await page.evaluate(() => {
      const {notes} = window as unknown as {notes: Notes};
      const {firstDrawn, ...others} = notes;
      const at = performance.timeOrigin + firstDrawn;
      return {firstDrawn: at, firstDrawnAfter: firstDrawn, ...others};
    });
  } finally {
    await context.close();
  }
}

/** Resolves when every view of the board has been drawn. */
async function live(page: Page): Promise<void> {
  const drawn = "[data-view] canvas[data-drawn]";
  for (const view of await page.locator(".board [data-view]").all()) {
    await view.scrollIntoViewIfNeeded();
  }
  await page.waitForFunction(
    ([selector, count]) => document.querySelectorAll(selector).length >= count,
    [drawn, VIEWS] as const,
    {timeout: 60_000}
  );
  await page.waitForLoadState("networkidle");
}

/** Runs in the page before its own scripts; holds no named function, which tsx would mark. */
function takeNotes(): void {
  const notes: Notes = {firstDrawn: NaN, blocking: 0, layoutShift: 0};
  Object.assign(window, {notes});
  const tolerated = 50;
  new PerformanceObserver((list) => {
    for (const {duration} of list.getEntries()) notes.blocking += duration - tolerated;
  }).observe({type: "longtask", buffered: true});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & Shift)[]) {
      if (!entry.hadRecentInput) notes.layoutShift += entry.value;
    }
  }).observe({type: "layout-shift", buffered: true});
  const {prototype} = CanvasRenderingContext2D;
  const put = Object.getOwnPropertyDescriptor(prototype, "putImageData")!.value as (
    ...words: unknown[]
  ) => void;
  prototype.putImageData = function (this: CanvasRenderingContext2D, ...words: unknown[]) {
    put.apply(this, words);
    if (Number.isNaN(notes.firstDrawn)) notes.firstDrawn = performance.now();
  };
}
