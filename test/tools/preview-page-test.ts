import assert from "node:assert/strict";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {test} from "node:test";
import type {Locator} from "playwright-core";
import {startPreview} from "../harness/preview.js";
import {launchBrowser} from "../../tools/browser/launch-browser.js";

test(
  "in a preview an edit of a page shows, without a reload, and the figures stay as they are",
  {timeout: 300_000},
  async (t) => {
    const {url, source} = await startPreview(t);
    const browser = await launchBrowser();
    t.after(() => browser.close());
    const page = await browser.newPage();
    const welcome = page.waitForEvent("console", {
      predicate: (message) => message.text().includes("welcome"),
      timeout: 120_000
    });
    await page.goto(`${url}appendices`, {timeout: 120_000});
    const figure = page.locator("#kl-three-ways");
    const mark = figure.getByRole("slider", {name: "μ and σ of q"});
    await mark.waitFor({timeout: 60_000});
    const first = await mark.getAttribute("aria-valuetext");
    await mark.press("PageUp");
    await mark.press("ArrowRight");
    const place = await mark.getAttribute("aria-valuetext");
    assert.notEqual(place, first);
    await figure.locator("summary").first().click();
    await figure.getByText("0.807 nats against 0.318").waitFor();
    await page.evaluate(() => Object.assign(window, {isOpen: true}));

    // Until then the preview would reload a page that is edited.
    await welcome;
    // A cell, whose dependents run again, and a sentence of the prose.
    const path = join(source, "appendices.md");
    const text = await readFile(path, "utf8");
    const edited = text
      .replace('quantity(nats, ".3~r")', 'quantity(nats, ".5~r")')
      .replace("It is never positive,", "It is edited, and never positive,");
    assert.notEqual(edited, text);
    await show(() => writeFile(path, edited), page.getByText("It is edited, and never positive,"));

    await figure.getByText("0.80685 nats against 0.31815").waitFor();
    assert.equal(await mark.getAttribute("aria-valuetext"), place);
    assert.equal(await page.evaluate(() => Reflect.get(window, "isOpen")), true);
    // Formulas are sent folded, and stand as on the built site.
    assert.equal(await page.locator("folded-formula").count(), 0);
    await page.locator(".katex-display [data-term=kl-prior]").first().waitFor({state: "attached"});

    // A formula and a cell that do not compile: the page says so, and goes on.
    const broken = edited
      .replace("It is edited,", "It is $\\frac{1$ edited,")
      .replace("const threeDigits = format", "const threeDigits = = format");
    await writeFile(path, broken);
    const strip = page.locator(".page-faults");
    await strip.getByText("KaTeX parse error").waitFor();
    const line = broken.split("\n").findIndex((one) => one.includes("= = format")) + 1;
    await strip.getByRole("link", {name: `src/appendices.md, line ${line}`}).click();
    await page.locator(".observablehq--error:target").waitFor();
    await strip.getByText("Not up to date until then").getByRole("link").first().waitFor();
    await page.locator(".failure-line", {hasText: "\\frac{1"}).waitFor();
    assert.equal(await mark.getAttribute("aria-valuetext"), place);
    await writeFile(path, edited);
    await strip.waitFor({state: "detached"});
    await figure.getByText("0.80685 nats against 0.31815").waitFor();
    assert.equal(await mark.getAttribute("aria-valuetext"), place);
    assert.equal(await page.evaluate(() => Reflect.get(window, "isOpen")), true);
  }
);

/**
 * Edits a page until that shows: Framework watches its file a while after it has opened it, and
 * says nothing of when.
 */
async function show(edit: () => Promise<void>, edited: Locator): Promise<void> {
  for (let i = 0; i < 30 && !(await edited.isVisible()); ++i) {
    await edit();
    await edited.waitFor({timeout: 4000}).catch(() => {});
  }
  await edited.waitFor();
}
