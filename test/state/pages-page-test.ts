import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";
import {addressHolds, freshTab, saidOf, standOf} from "../harness/state.js";
import {until} from "../harness/waiting.js";

/** What a reader changes on a page, what the address then holds, and how it can be seen. */
interface Change {
  path: string;
  act: (page: Page) => Promise<unknown>;
  holds: RegExp;
  /** What shows the change; by default what all inputs stand at. */
  seen?: (page: Page) => Promise<unknown>;
}

const choose = (page: Page, legend: string, name: string) =>
  page
    .getByRole("group", {name: legend, exact: true})
    .getByRole("radio", {name, exact: true})
    .check({force: true});
const button = (page: Page, name: string, i = 0) =>
  page.locator("main").getByRole("button", {name, exact: true}).nth(i).click();
const text = (selector: string) => async (page: Page) => page.locator(selector).allInnerTexts();
const slider = (page: Page, name: string) => page.getByRole("slider", {name, exact: true});

const changes: Change[] = [
  {
    path: "bound",
    act: (page) => choose(page, "the model of the gap", "Fashion-MNIST"),
    holds: /^#~1~model='fashion-2d'$/
  },
  {
    path: "bound",
    act: (page) => choose(page, "an image x", "5, image 3470 of the test set"),
    holds: /^#~1~image=5$/
  },
  {
    path: "vae",
    act: async (page) => {
      await page.getByText("More settings").click();
      await page.getByLabel("hidden units").press("ArrowDown");
    },
    holds: /^#~1~plan=!'hiddenUnits':500\*$/
  },
  {path: "vae", act: (page) => button(page, "islands"), holds: /'beta':/},
  {
    path: "manifold",
    act: (page) => choose(page, "data set", "Fashion-MNIST"),
    holds: /^#~1~model='fashion-2d'$/
  },
  {path: "manifold", act: (page) => choose(page, "cells", "8 × 8"), holds: /^#~1~size=8$/},
  {
    path: "manifold",
    act: (page) => page.getByLabel("test codes").check(),
    holds: /^#~1~codes=true$/
  },
  {
    path: "manifold",
    act: (page) => button(page, "New seed"),
    holds: /^#~1~seed=2$/,
    seen: text("figcaption:has-text('with seed')")
  },
  {
    path: "",
    act: (page) => slider(page, "u₁, MNIST, 2 latents").press("PageUp"),
    holds: /^#~1~mnist-2d=\(0\.\d+,0\.25\)$/
  },
  {
    path: "",
    act: (page) => choose(page, "reach of the sliders, of u", "0.001 to 0.999"),
    holds: /^#~1~reach=\(0.001,0.999\)$/
  },
  {
    path: "introduction",
    act: (page) => choose(page, "the model", "Fashion-MNIST"),
    holds: /^#~1~model='fashion-2d'$/
  },
  {
    path: "scenario",
    act: (page) =>
      choose(page, "the image whose likelihood is estimated", "3, image 1611 of the test set"),
    holds: /^#~1~image=3$/
  },
  {
    path: "reparameterization",
    act: (page) => choose(page, "samples per estimate, L", "8"),
    holds: /^#~1~samples=8$/
  },
  {
    path: "reparameterization",
    act: (page) => choose(page, "The distribution of z", "Weibull, inverse CDF"),
    holds: /^#~1~recipe='6 Weibull'$/
  },
  {
    path: "appendices",
    act: (page) => choose(page, "nodes", "5"),
    holds: /^#~1~nodes=5$/
  },
  {
    path: "appendices",
    act: async (page) => {
      await page.locator('.exhibit-view [tabindex="0"]').first().focus();
      await page.keyboard.press("ArrowRight");
    },
    holds: /^#~1~q=\(/,
    seen: text(".kl-figure output, .exhibit-view table")
  }
];

/** What a page was still loading when it was left. */
const expected = [/ERR_ABORTED/];

for (const {path, act, holds, seen = standOf} of changes) {
  const of = `${path || "the board"}: a change that the address holds as ${holds.source}`;
  siteTest(
    `${of} comes back after a reload, in a fresh tab, and by back and forward`,
    {path, expected},
    async (page) => {
      const before = await seen(page);
      await act(page);
      await addressHolds(page, holds);
      const after = await seen(page);
      assert.notDeepEqual(after, before);
      const same = async (tab: Page, wanted: unknown) => {
        const asJson = JSON.stringify(wanted);
        const found = await until(
          tab,
          () => seen(tab).catch(() => "the page is still loading"),
          (now) => JSON.stringify(now) === asJson
        );
        assert.deepEqual(found, wanted);
      };
      await page.goBack();
      await same(page, before);
      await page.goForward();
      await same(page, after);
      await page.reload();
      await same(page, after);
      const tab = await freshTab(page);
      await same(tab, after);
      await addressHolds(tab, holds);
      assert.equal(await saidOf(tab), "");
      await tab.context().close();
    }
  );
}
