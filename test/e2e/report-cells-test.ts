import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {cellOf, openEditor, runText, shownBy} from "../harness/cells.js";
import {madeReport, reportTest} from "../harness/report.js";

const report = madeReport("report.html", []);
const search = "?page=introduction";
const patience = {timeout: 60_000};
const noise = "introduction:10"; // const epsilon = …
const samples = "introduction:12"; // const z = …

/** Resolves when the sixteen samples of q have so many different places in the enlargement. */
function places(page: Page, expected: number): Promise<unknown> {
  return page.waitForFunction(
    (count) => {
      const dots = document.querySelectorAll("#encode .posterior-zoom .samples circle");
      const at = Array.from(dots, (dot) => `${dot.getAttribute("cx")} ${dot.getAttribute("cy")}`);
      return new Set(at).size === count;
    },
    expected,
    patience
  );
}

reportTest(
  "a cell edited in a report runs, and so does what depends on it, until it is reverted",
  {report, search},
  async (page) => {
    await places(page, 16);
    const cell = cellOf(page, noise);
    const own = (await cell.locator("code.language-ts").textContent())!.trim();
    const editor = await openEditor(cell);
    assert.equal(await editor.locator(".cm-line").first().textContent(), own);
    await runText(cell, "const epsilon: number[] = Array.from({length: 32}, () => 0);");
    await places(page, 1);
    await page.getByText("1 changed cell").click();
    await page.getByRole("button", {name: "Revert all"}).click();
    await places(page, 16);
    assert.equal(await page.locator(".changed-cells").count(), 0);
  }
);

reportTest(
  "what a cell of a report throws stands in its place, and the page lives on",
  {report, search, expected: [/cannot be drawn/]},
  async (page) => {
    await places(page, 16);
    const cell = cellOf(page, samples);
    await runText(cell, 'const z = [];\nif (q) throw new Error("cannot be drawn");');
    await shownBy(cell).getByText("Error: cannot be drawn").waitFor();
    await runText(cellOf(page, noise), "const epsilon = [];\nif (");
    await cellOf(page, noise).locator(".failure-line", {hasText: "line 2"}).waitFor();
    await cell.getByRole("button", {name: "Revert"}).click();
    await places(page, 16);
  }
);

reportTest(
  "names to play with, and the page’s own source, are inside a report",
  {report, search},
  async (page) => {
    await places(page, 16);
    const cell = cellOf(page, noise);
    const sum = "display(`sum ${tf.tensor([1, 2]).sum().arraySync()}, mean ${d3.mean([1, 2])}`);";
    await runText(cell, `const epsilon: number[] = Array.from({length: 32}, () => 0);\n${sum}`);
    await page.getByText("sum 3, mean 1.5").waitFor(patience);
    await page.getByText("1 changed cell").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: "Download introduction.md"}).click()
    ]);
    assert.equal(download.suggestedFilename(), "introduction.md");
  }
);

reportTest(
  "an endless loop in a cell of a report ends with a sentence, and the page goes on",
  {report, search, expected: [/a loop was ended/]},
  async (page) => {
    await places(page, 16);
    const cell = cellOf(page, noise);
    const none = "const epsilon: number[] = Array.from({length: 32}, () => 0);";
    await runText(cell, `${none}\nwhile (true) {}`);
    await shownBy(cell).getByText("line 2: a loop was ended that had held up the page").waitFor();
    await runText(cell, none);
    await places(page, 1);
  }
);
