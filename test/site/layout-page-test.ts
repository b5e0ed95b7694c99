import assert from "node:assert/strict";
import {describe} from "node:test";
import type {Page} from "playwright-core";
import {chapters} from "../../tools/site/contents.js";
import {drawnTwice} from "../harness/cells.js";
import type {Measures} from "../harness/measures.js";
import {measure} from "../harness/measures.js";
import {siteTest} from "../harness/site.js";
import {runsWhole, sampled} from "../whole.js";

/** How far down a page its first figure may begin, in CSS pixels. */
const FIRST_FIGURE = 900;

/** How many sizes of text a page may have. */
const MOST_SIZES = 8;

/** How high a view and its readout may be on a phone, in CSS pixels. */
const READOUT = 600;

/** How high they may be where there is more than one view: the chart of a run and its sheet. */
const readouts: Record<string, number> = {nat: 700};

/** Comes near all figures, and waits until each shows all that it has to show. */
async function visit(page: Page): Promise<void> {
  for (const figure of await page.locator("main figure").all()) {
    await figure.evaluate((place) => place.scrollIntoView());
    await drawnTwice(page);
  }
  await page.locator('[aria-busy="true"]').first().waitFor({state: "detached"});
}

function assertType({sizes, ...measures}: Measures): void {
  assert.ok(Object.keys(sizes).length <= MOST_SIZES, JSON.stringify(sizes));
  assertLegible(measures);
}

function assertLegible({small, overlapping}: Pick<Measures, "small" | "overlapping">): void {
  assert.deepEqual(small, [], "smaller than 13 pixels");
  assert.deepEqual(overlapping, [], "over each other");
}

for (const {path} of sampled(chapters, 2)) {
  const address = path === "/index" ? "" : path.slice(1);
  describe(`the layout of ${path}`, () => {
    siteTest(
      `${path} has its first figure near its top, few sizes of text, and no label over another`,
      {path: address, context: {viewport: {width: 1440, height: 900}}},
      async (page) => {
        await visit(page);
        const measures = await measure(page);
        assert.ok((measures.firstFigure ?? 0) <= FIRST_FIGURE, `${measures.firstFigure}`);
        assertType(measures);
      }
    );

    // Between the two, figures are in one column or in two.
    for (const width of runsWhole ? [1024, 768] : []) {
      siteTest(
        `${path} has no label over another in a window of ${width} pixels`,
        {path: address, context: {viewport: {width, height: 900}}},
        async (page) => {
          await visit(page);
          assertLegible(await measure(page)); // of sizes there are some more, of scaled drawings
        }
      );
    }

    siteTest(
      `${path} on a phone has targets for a finger, and what moves on one screen`,
      {
        path: address,
        context: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}
      },
      async (page) => {
        await visit(page);
        const measures = await measure(page);
        assertType(measures);
        assert.deepEqual(measures.narrow, [], "less than 44 pixels");
        for (const [figure, height] of Object.entries(measures.readouts))
          assert.ok(height <= (readouts[figure] ?? READOUT), `${figure}: ${height} pixels`);
      }
    );
  });
}
