import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";
import {addressHolds, fragmentOf, freshTab, saidOf, standOf} from "../harness/state.js";
import {until} from "../harness/waiting.js";

/** A change that a reader makes on a page, and what its address then holds. */
interface Change {
  act: (page: Page) => Promise<unknown>;
  holds: RegExp;
}

/** What is changed on a page, one after the other, and where it shows besides its inputs. */
interface PageChanges {
  changes: Change[];
  texts?: string;
  /** What comes after the cells, and has inputs. */
  late?: string;
}

const choose = (page: Page, legend: string, name: string) =>
  page
    .getByRole("group", {name: legend, exact: true})
    .getByRole("radio", {name, exact: true})
    .check({force: true});
const button = (page: Page, name: string, i = 0) =>
  page.locator("main").getByRole("button", {name, exact: true}).nth(i).click();
const slider = (page: Page, name: string) => page.getByRole("slider", {name, exact: true});

const pages: Record<string, PageChanges> = {
  "": {
    changes: [
      {
        act: (page) => slider(page, "u₁, MNIST, 2 latents").press("PageUp"),
        holds: /^mnist-2d=\(0\.\d+,0\.25\)$/
      },
      {
        act: (page) => choose(page, "reach of the sliders, of u", "0.001 to 0.999"),
        holds: /^reach=\(0.001,0.999\)$/
      }
    ]
  },
  introduction: {
    changes: [
      {
        act: (page) => choose(page, "the model", "Fashion-MNIST"),
        holds: /^model='fashion-2d'$/
      }
    ]
  },
  scenario: {
    changes: [
      {
        act: (page) =>
          choose(page, "the image whose likelihood is estimated", "3, image 1611 of the test set"),
        holds: /^image=3$/
      }
    ]
  },
  bound: {
    changes: [
      {
        act: (page) => choose(page, "the model of the gap", "Fashion-MNIST"),
        holds: /^model='fashion-2d'$/
      },
      {
        act: (page) =>
          page
            .getByRole("group", {name: "an image x", exact: true})
            .getByRole("radio")
            .nth(5)
            .check({force: true}),
        holds: /^image=5$/
      }
    ]
  },
  reparameterization: {
    changes: [
      {act: (page) => choose(page, "samples per estimate, L", "8"), holds: /^samples=8$/},
      {
        act: (page) => choose(page, "The distribution of z", "Weibull, inverse CDF"),
        holds: /^recipe='6 Weibull'$/
      }
    ],
    late: "#two-gradients .image-choice input"
  },
  vae: {
    changes: [
      {act: (page) => button(page, "islands"), holds: /^plan=.*'beta':/},
      {
        act: async (page) => {
          await page.getByText("More settings").click();
          await page.getByLabel("hidden units").press("ArrowDown");
        },
        holds: /^plan=.*'hiddenUnits':500\b/
      }
    ]
  },
  manifold: {
    changes: [
      {
        act: (page) => choose(page, "data set", "Fashion-MNIST"),
        holds: /^model='fashion-2d'$/
      },
      {act: (page) => choose(page, "cells", "8 × 8"), holds: /^size=8$/},
      {act: (page) => page.getByLabel("test codes").check(), holds: /^codes=true$/},
      {
        act: (page) => page.locator("#samples").getByRole("button", {name: "New seed"}).click(),
        holds: /^seed=2$/
      }
    ],
    texts: "figcaption:has-text('with seed')"
  },
  appendices: {
    changes: [
      {act: (page) => choose(page, "nodes", "5"), holds: /^nodes=5$/},
      {
        act: async (page) => {
          await page.locator('.exhibit-view [tabindex="0"]').first().focus();
          await page.keyboard.press("ArrowRight");
        },
        holds: /^q=\(/
      }
    ],
    texts: ".kl-figure output, .kl-figure table"
  }
};

/** What a page was still loading when it was left. */
const expected = [/ERR_ABORTED/];

/** Asserts that an address holds some values, and no others. */
async function assertHeld(page: Page, changes: readonly Change[]): Promise<void> {
  for (const {holds} of changes) {
    await addressHolds(page, new RegExp(holds.source.replace("^", "~").replace("$", "(?=~|$)")));
  }
  const [, , ...values] = (await fragmentOf(page)).split("~");
  const isWanted = (value: string) => changes.some(({holds}) => holds.test(value));
  assert.deepEqual(
    values.filter((value) => !isWanted(value)),
    []
  );
}

for (const [path, {changes, texts, late}] of Object.entries(pages)) {
  siteTest(
    `what is changed on /${path} comes back by back and forward, after a reload and in a fresh tab`,
    {path, expected},
    async (page) => {
      const seen = async (tab: Page) => ({
        inputs: await standOf(tab),
        texts: texts === undefined ? [] : await tab.locator(texts).allInnerTexts()
      });
      const same = async (tab: Page, wanted: unknown) => {
        const asJson = JSON.stringify(wanted);
        const found = await until(
          tab,
          () => seen(tab).catch(() => "the page is still loading"),
          (now) => JSON.stringify(now) === asJson
        );
        assert.deepEqual(found, wanted);
      };
      if (late !== undefined) await page.locator(late).first().waitFor({state: "attached"});
      const stands = [await seen(page)];
      for (const [i, {act}] of changes.entries()) {
        await act(page);
        await assertHeld(page, changes.slice(0, i + 1));
        stands.push(await seen(page));
        assert.notDeepEqual(stands[i + 1], stands[i]);
      }
      for (const stand of stands.slice(0, -1).toReversed()) {
        await page.goBack();
        await same(page, stand);
      }
      for (const stand of stands.slice(1)) {
        await page.goForward();
        await same(page, stand);
      }
      await page.reload();
      await same(page, stands.at(-1));
      const tab = await freshTab(page);
      await same(tab, stands.at(-1));
      await assertHeld(tab, changes);
      assert.equal(await saidOf(tab), "");
      await tab.context().close();
    }
  );
}
