import {setTimeout} from "node:timers/promises";
import type {Browser, CDPSession} from "playwright-core";
import type {Condition} from "./conditions.js";

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

/** Between two looks at the page, in milliseconds. */
const PAUSE = 50;

/** How long all of the board may take, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Visits the page with an empty cache and scrolls to where each view comes into sight; returns a
 * promise to what was noted when all of them are live and nothing more is downloaded.
 */
export async function visit(
  browser: Browser,
  url: string,
  {slowdown, line}: Condition
): Promise<Visit> {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}});
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", {rate: slowdown});
    if (line !== undefined) {
      const throughput = line.rate / 8;
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: line.latency,
        downloadThroughput: throughput,
        uploadThroughput: throughput
      });
    }
    await page.addInitScript(takeNotes);
    await page.goto(url);
    await live(session);
    await page.waitForLoadState("networkidle");
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

/**
 * Resolves when every view of the board has been drawn. It asks by single expressions: the driver’s
 * own script, which its locators bring into the page, takes tasks that would count as the page’s.
 */
async function live(session: CDPSession): Promise<void> {
  const value = async (expression: string): Promise<unknown> =>
    (await session.send("Runtime.evaluate", {expression, returnByValue: true})).result.value;
  for (let view = 0; view < VIEWS; ++view) {
    await value(`document.querySelectorAll(".board [data-view]")[${view}].scrollIntoView()`);
    await setTimeout(PAUSE);
  }
  const deadline = performance.now() + PATIENCE;
  const drawn = "document.querySelectorAll('[data-view] canvas[data-drawn]').length";
  while (Number(await value(drawn)) < VIEWS) {
    if (performance.now() > deadline) throw new Error(`not all of ${VIEWS} views were drawn`);
    await setTimeout(PAUSE);
  }
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

/**
 * Visits a page with an empty cache, scrolls to its first figure, and returns a promise to when its
 * view is whole, in milliseconds from the begin of the navigation; undefined if it has no figure.
 */
export async function figureLive(browser: Browser, url: string): Promise<number | undefined> {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}});
  try {
    const page = await context.newPage();
    await page.goto(url, {waitUntil: "commit"});
    // Holds no named function, which tsx would mark.
    const found = await page.evaluate(async (patience) => {
      while (document.readyState === "loading") await new Promise(requestAnimationFrame);
      const view = document.querySelector("figure.exhibit [aria-busy]");
      if (view === null) return null;
      view.scrollIntoView({block: "center"});
      while (view.ariaBusy === "true" && performance.now() < patience) {
        await new Promise(requestAnimationFrame);
      }
      return view.ariaBusy === "true" ? NaN : performance.now();
    }, PATIENCE);
    if (Number.isNaN(found)) throw new Error(`${url}: its first figure was not drawn`);
    return found ?? undefined;
  } finally {
    await context.close();
  }
}
