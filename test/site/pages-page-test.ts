import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe} from "node:test";
import type {CDPSession, Page} from "playwright-core";
import {unfoldAll, violations} from "../harness/axe.js";
import {drawnTwice} from "../harness/cells.js";
import {pagePaths, sharedPage} from "../harness/site.js";
import {pageTime} from "../harness/waiting.js";
import {runsWhole, sampled} from "../whole.js";
import {projectFolder} from "../../tools/project.js";
import {chapters} from "../../tools/site/contents.js";

/** Runs in the page: the lightness of its background, from 0 (black) to 255. */
function backgroundLightness(): number {
  const colors = [document.body, document.documentElement].map(
    (element) => getComputedStyle(element).backgroundColor
  );
  const opaque = colors.find((color) => !/^rgba\(.*, 0\)$/.test(color)) ?? "rgb(255, 255, 255)";
  return Math.max(...opaque.match(/\d+/g)!.slice(0, 3).map(Number));
}

/** How long nothing may move in a page that is left alone, in milliseconds. */
const WINDOW = 1000;

/** The windows that are tried: a figure may still be computing when the page is scrolled to it. */
const TRIES = 40;

/** Returns how often the page has laid itself out and computed its styles. */
async function workOf(session: CDPSession): Promise<number> {
  const {metrics} = await session.send("Performance.getMetrics");
  const counted = metrics.filter(({name}) => /^(LayoutCount|RecalcStyleCount)$/.test(name));
  assert.equal(counted.length, 2);
  return counted.reduce((sum, {value}) => sum + value, 0);
}

async function visitFigures(page: Page): Promise<void> {
  for (const figure of await page.locator("figure").all()) {
    await figure.scrollIntoViewIfNeeded();
    await drawnTwice(page);
  }
}

async function assertLightness(page: Page, scheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({colorScheme: scheme});
  assert.equal(await page.locator("h1").count(), 1, "one first heading");
  const lightness = await page.evaluate(backgroundLightness);
  assert.equal(lightness > 127, scheme === "light", `background lightness ${lightness}`);
}

/** Asserts that the code that a page shows is that of the files, line by line. */
async function assertCode(page: Page): Promise<void> {
  const blocks = await page.locator("details.exhibit-source").evaluateAll((all) =>
    all.map((block) => ({
      file: (block as HTMLElement).dataset.source!,
      summary: block.querySelector("summary")!.textContent!,
      code: block.querySelector("pre")!.textContent!
    }))
  );
  for (const {file, summary, code} of blocks) {
    const first = Number(/line (\d+)$/.exec(summary)![1]);
    const shown = code.trimEnd().split("\n");
    const lines = readFileSync(join(projectFolder, file), "utf8").split("\n");
    const real = lines.slice(first - 1, first - 1 + shown.length);
    assert.deepEqual(
      shown.map((line) => line.trim()),
      real.map((line) => line.trim()),
      summary
    );
  }
}

/** Asserts that a page says how long it takes, and that its links to places in it lead there. */
async function assertContents(page: Page): Promise<void> {
  assert.match(await page.locator(".page-contents").innerText(), /^about \d+ minutes? to read/);
  const sections = await page.locator("main h2, main figure.exhibit h3").count();
  assert.equal(await page.locator(".page-contents a").count(), sections);
  const dangling = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]'), (link) =>
      link.getAttribute("href")!.slice(1)
    ).filter((id) => id !== "" && document.getElementById(decodeURIComponent(id)) === null)
  );
  assert.deepEqual(dangling, []);
}

async function assertRests(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await visitFigures(page);
  for (let i = 0; i < TRIES; ++i) {
    const before = await workOf(session);
    await pageTime(page, WINDOW);
    if ((await workOf(session)) === before) return;
  }
  assert.fail(`something moves in each of ${TRIES} windows of ${WINDOW} ms`);
}

/** Asserts that what a page calls a cell is one: else the buttons of its cells do not come. */
async function assertCells(page: Page): Promise<void> {
  const others = page.locator(".cell:not(:has(> .cell-bar))");
  assert.deepEqual(await others.evaluateAll((all) => all.map(({outerHTML}) => outerHTML)), []);
}

async function assertPrints(page: Page): Promise<void> {
  await page.setViewportSize({width: 680, height: 960}); // A4 within its margins
  await page.emulateMedia({media: "print", colorScheme: "dark"});
  for (const tool of [".way", ".exhibit-tools", ".controls", "#observablehq-footer nav"]) {
    for (const place of await page.locator(tool).all()) {
      assert.equal(await place.isVisible(), false, tool);
    }
  }
  const {width, paper} = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    paper: getComputedStyle(document.documentElement).backgroundColor
  }));
  assert.ok(width <= 680, `${width} px wide`);
  assert.equal(paper, "rgb(255, 255, 255)", "paper is white");
  const pdf = await page.pdf({format: "A4"});
  assert.ok(pdf.length > 10_000, `${pdf.length} bytes`);
}

async function assertFits(page: Page, width: number): Promise<void> {
  const {scrollWidth, innerWidth} = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth: window.innerWidth
  }));
  assert.equal(innerWidth, width);
  assert.ok(scrollWidth <= innerWidth, `content ${scrollWidth} px wide, screen ${innerWidth}`);
}

/** Returns the formulas of a page that one has to scroll sideways to read. */
function cutFormulas(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll(".katex-display"))
      .filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth + 1)
      .map(({textContent}) => textContent)
  );
}

/** Asserts that a page keeps nobody out, with all that it has folded. */
async function assertAccessible(page: Page): Promise<void> {
  await visitFigures(page);
  // What is not laid out yet cannot say that it scrolls.
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll("main > *")).every(
      (part) => getComputedStyle(part).contentVisibility === "visible"
    )
  );
  await unfoldAll(page);
  // Where the bar lies over the text is a matter of how far one has scrolled.
  await page.evaluate(() => scrollTo(0, 0));
  await drawnTwice(page);
  assert.deepEqual(await violations(page), []);
}

const printed = ["", "algorithm", "notes", "bound"];

const paths = pagePaths();
const isCard = (path: string) => path.startsWith("models/");
// The cards of models are made by one loader.
const tried = [...paths.filter((path) => !isCard(path)), ...sampled(paths.filter(isCard), 5)];

for (const [i, path] of tried.entries()) {
  const isPage = !isCard(path);
  const isChapter = path !== "" && chapters.some((chapter) => chapter.path === `/${path}`);
  // A page is opened twice: in light colors, where it is read, and on a phone in dark ones.
  describe(`/${path}`, () => {
    const lightTest = sharedPage({path, context: {colorScheme: "light"}});
    lightTest(`/${path} loads in light colors`, async (page) => {
      await assertLightness(page, "light");
      await assertLightness(page, "dark");
      await assertLightness(page, "light");
    });
    if (isChapter) {
      lightTest(`the code on /${path} is what the repository holds, line by line`, assertCode);
      lightTest(
        `/${path} says how long it takes, and each of its links to a place in it leads there`,
        assertContents
      );
    }
    if (isPage) {
      lightTest(`/${path} rests once its figures are drawn`, assertRests);
      lightTest(`/${path} calls nothing a cell but its cells`, assertCells);
    }
    if (isPage) {
      lightTest(`/${path} fits windows between a phone's and a desk's`, async (page) => {
        await page.emulateMedia({media: "screen"});
        for (const width of [1080, 900, 768, 600]) {
          await page.setViewportSize({width, height: 900});
          await assertFits(page, width);
        }
      });
    }
    if (printed.includes(path))
      lightTest(`/${path} prints: no tools, nothing wider than the paper`, assertPrints);
    if (runsWhole || i % 2 === 0) {
      lightTest(`/${path} keeps nobody out`, async (page) => {
        await page.setViewportSize({width: 1280, height: 900});
        await page.emulateMedia({media: "screen", colorScheme: "light"});
        await assertAccessible(page);
      });
    }
  });

  describe(`/${path} on a phone`, () => {
    const phone = {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true};
    const darkTest = sharedPage({path, context: {...phone, colorScheme: "dark"}});
    darkTest(`/${path} loads in dark colors`, (page) => assertLightness(page, "dark"));
    if (runsWhole || i % 2 === 1)
      darkTest(`/${path} keeps nobody out on a phone`, assertAccessible);
    darkTest(`/${path} fits a phone's screen`, async (page) => {
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({colorScheme});
        await assertFits(page, phone.viewport.width);
      }
      assert.deepEqual(await cutFormulas(page), []);
      await page.setViewportSize({...phone.viewport, width: 320});
      await assertFits(page, 320);
    });
  });
}
