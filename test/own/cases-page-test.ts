import assert from "node:assert/strict";
import type {BrowserContextOptions, Page} from "playwright-core";
import {assertShows} from "../harness/ink.js";
import {
  draggedFiles,
  dropModel,
  inkOfMeans,
  modelLine,
  ownCanvas,
  ownSlider
} from "../harness/own-model.js";
import {siteTest} from "../harness/site.js";
import type {ExpectedImages, ExpectedModel} from "../reading/reader-cases.js";
import {caseNames, expectedOf, filesOf} from "../reading/reader-cases.js";
import {sampled} from "../whole.js";

const screens: Record<string, BrowserContextOptions> = {
  "a wide screen": {},
  "a phone": {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true}
};

/** Returns the cases of a kind that open, with what NumPy computed of them. */
function opening<Expected extends ExpectedImages | ExpectedModel>(
  kind: Expected["kind"]
): [name: string, expected: Expected][] {
  return caseNames.flatMap((name) => {
    const expected = expectedOf(name);
    return expected?.kind === kind ? [[name, expected as Expected]] : [];
  });
}

async function checkImages(page: Page, name: string, {shape}: ExpectedImages): Promise<void> {
  const [count, height, width] = shape;
  const zone = page.getByRole("group", {name: "Images of your own"});
  const dataTransfer = await draggedFiles(page, filesOf(name));
  await zone.dispatchEvent("drop", {dataTransfer});
  await dataTransfer.dispose();
  const facts = page.locator(".data-facts:not([data-read])");
  await facts.waitFor();
  const text = await facts.innerText();
  assert.match(text, new RegExp(`images\\s+${count}\\b`), name);
  assert.ok(text.includes(`${width} × ${height} pixels`), `${name}: ${text}`);
  assert.equal(await zone.getByRole("status").innerText(), "", name);
  await facts.evaluate((list) => (list.dataset.read = "")); // what comes next is another list
}

async function checkModel(page: Page, {u, width, height, means}: ExpectedModel): Promise<void> {
  const opened = modelLine(page).getByText(`2 latents, images of ${width} × ${height}`);
  const question = page.getByRole("button", {name: "Yes, open it"});
  await opened.or(question).first().waitFor();
  if (await question.isVisible()) await question.click();
  await opened.waitFor();
  const [, point] = u;
  for (const [i, ui] of point!.entries()) await ownSlider(page, i + 1).fill(String(ui));
  await assertShows(ownCanvas(page, "image"), inkOfMeans(means[1]!, width));
  await modelLine(page).getByRole("button", {name: "Remove it"}).click();
  await page.locator(".own-row .view").first().waitFor({state: "detached"});
}

for (const [n, [screen, context]] of Object.entries(screens).entries()) {
  siteTest(
    `images as people have them are dropped on ${screen}`,
    {path: "vae", context},
    async (page) => {
      for (const [name, expected] of sampled(opening<ExpectedImages>("images").slice(n), 6)) {
        await checkImages(page, name, expected);
      }
    }
  );

  siteTest(`models as people have them are dropped on ${screen}`, {context}, async (page) => {
    for (const [name, expected] of sampled(opening<ExpectedModel>("model").slice(n), 8)) {
      await dropModel(page, filesOf(name));
      await checkModel(page, expected);
    }
  });
}
