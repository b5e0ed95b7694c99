import {describe} from "node:test";
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {text} from "node:stream/consumers";
import type {Page} from "playwright-core";
import {editedPage} from "../../src/cells/edited-markdown.js";
import {assertImage, canvasOf, setSliders, valuesOf} from "../harness/board.js";
import {cellOf, changedList, drawnTwice, openEditor, runText, shownBy} from "../harness/cells.js";
import {siteTest} from "../harness/site.js";
import {views} from "../harness/views.js";
import {until} from "../harness/waiting.js";
import {projectFolder} from "../../tools/project.js";
import {pageSource} from "../../tools/site/cells.js";

describe("edited cells", () => {
  const path = "introduction";
  const noise = "introduction:10"; // const epsilon = …
  const samples = "introduction:12"; // const z = …

  /** Returns how many different places the sixteen samples of q have in the enlargement. */
  function places(page: Page): Promise<number> {
    return page
      .locator("#encode .posterior-zoom .samples circle")
      .evaluateAll(
        (dots) =>
          new Set(dots.map((dot) => `${dot.getAttribute("cx")} ${dot.getAttribute("cy")}`)).size
      );
  }

  async function waitForPlaces(page: Page, expected: number): Promise<void> {
    const found = await until(
      page,
      () => places(page),
      (count) => count === expected
    );
    assert.equal(found, expected);
  }

  const noNoise = "const epsilon: number[] = Array.from({length: 32}, () => 0);";

  siteTest("an edited cell runs, and so does what depends on it", {path}, async (page) => {
    await waitForPlaces(page, 16);
    const cell = cellOf(page, noise);
    const own = (await cell.locator("code.language-ts").textContent())!;
    const hasEditor = () =>
      page.evaluate(() =>
        performance.getEntriesByType("resource").some(({name}) => name.includes("/editing."))
      );
    assert.equal(await hasEditor(), false, "the editor is loaded on first use only");
    const editor = await openEditor(cell);
    assert.equal(await editor.locator(".cm-line").first().textContent(), own.trim());
    assert.equal(await hasEditor(), true);

    await runText(cell, noNoise);
    await waitForPlaces(page, 1);
    assert.deepEqual(await changedList(page), [{id: noise, source: noNoise}]);
    await page.getByText("1 changed cell").click();
    await page.locator(".changed-cells").getByText("src/introduction.md, line").waitFor();

    await cell.getByRole("button", {name: "Close"}).click();
    assert.equal(await cell.locator("code.language-ts").textContent(), noNoise);
    await openEditor(cell);
    await cell.getByRole("button", {name: "Revert"}).click();
    await waitForPlaces(page, 16);
    assert.deepEqual(await changedList(page), []);
    assert.equal(await page.locator(".changed-cells").count(), 0);
    await cell.getByRole("button", {name: "Close"}).click();
    assert.equal(await cell.locator("code.language-ts").textContent(), own);
  });

  siteTest(
    "a text that does not parse is marked at its place, and nothing else changes",
    {path},
    async (page) => {
      const cell = cellOf(page, noise);
      await runText(cell, "const epsilon: number[] =\n  3 +;");
      assert.equal(
        await cell.locator(".failure-line").textContent(),
        "line 2, column 6: Unexpected token"
      );
      assert.equal(await cell.locator(".cm-lintRange-error").textContent(), ";");
      await drawnTwice(page);
      await waitForPlaces(page, 16);
      await runText(cell, "import {a} from './a.js';");
      assert.match(
        (await cell.locator(".failure-line").textContent())!,
        /imports cannot be edited/
      );
      await runText(cell, "const seed = 1;");
      assert.match(
        (await cell.locator(".failure-line").textContent())!,
        /seed is defined by another/
      );
      await waitForPlaces(page, 16);
    }
  );

  const thrown = [/cannot be drawn/];

  siteTest(
    "what a cell throws stands in its place, and the page lives on",
    {path, expected: thrown},
    async (page) => {
      const cell = cellOf(page, samples);
      await runText(cell, 'const z = [];\nif (q) throw new Error("cannot be drawn");');
      await shownBy(cell).getByText("Error: cannot be drawn").waitFor();
      assert.equal(await cell.locator(".failure-line").textContent(), "line 2: cannot be drawn");
      const epsilon = cellOf(page, noise);
      await epsilon.getByRole("button", {name: "+ cell"}).click();
      await runText(epsilon.locator(".cell.added"), "epsilon.length");
      await epsilon.locator(".cell.added").getByText("32", {exact: true}).waitFor();

      await page.getByText("2 changed cells").click();
      await page.getByRole("button", {name: "Revert all"}).click();
      await waitForPlaces(page, 16);
      assert.equal(await page.locator(".observablehq--error, .cell.added").count(), 0);
    }
  );

  const ended = [/line 2: a loop was ended/];

  siteTest(
    "an endless loop ends with a sentence, and the page goes on",
    {path, expected: ended},
    async (page) => {
      const cell = cellOf(page, noise);
      await runText(cell, `${noNoise}\nwhile (true) {}`);
      const error = shownBy(cell).getByText("line 2: a loop was ended that had held up the page");
      await error.waitFor();
      const cut = (place: Element) => place.scrollWidth - place.clientWidth;
      assert.equal(await error.evaluate(cut), 0, "all of it can be read");
      const failure = cell.locator(".failure-line");
      assert.match(
        (await failure.textContent())!,
        /^line 2: a loop was ended .*requestAnimationFrame/
      );
      assert.equal(await failure.evaluate(cut), 0);
      await failure.getByRole("button", {name: "line 2"}).click();
      await page.keyboard.type("// here");
      const lines = await cell.locator(".cm-line").allTextContents();
      assert.deepEqual(
        lines.map((line) => line.startsWith("// here")),
        [false, true]
      );
      await runText(cell, noNoise);
      await waitForPlaces(page, 1);
    }
  );

  siteTest(
    "a name that is not defined is said with its place, and with the names that there are",
    {path, expected: [/foo is not defined/]},
    async (page) => {
      const cell = cellOf(page, noise);
      await runText(cell, `${noNoise}\ndisplay(1 + foo);`);
      const failure = cell.locator(".failure-line");
      await failure.getByText(/^line 2, column 13: foo is not defined/).waitFor();
      const said = (await failure.textContent())!;
      for (const name of ["modelChoice", "epsilon", "decode", "imageOf"]) {
        assert.match(said, new RegExp(`[ ,]${name}\\b`));
      }
      await cell.getByRole("button", {name: "+ cell"}).click();
      await runText(cell.locator(".cell.added"), "const foo = -1.5;\ndisplay(foo);");
      await cell.locator(".cell.added").getByText("−1.5", {exact: true}).waitFor();
      await shownBy(cell).getByText("−0.5", {exact: true}).waitFor();
      assert.equal(await failure.first().textContent(), "");
    }
  );

  siteTest("while a cell waits, what it has shown stays and is marked", {path}, async (page) => {
    const cell = cellOf(page, noise);
    await cell.getByRole("button", {name: "+ cell"}).click();
    const added = cell.locator(".cell.added");
    await added.locator(".cm-content").waitFor();
    const shown = added.locator(".observablehq--block");
    await runText(added, '"first"');
    await shown.getByText("first").waitFor();
    assert.equal(await shown.getAttribute("data-running"), null);
    await runText(added, 'await new Promise((go) => addEventListener("go", () => go("second")))');
    await added.locator("[data-running]").waitFor();
    assert.match(await shown.innerText(), /first/);
    assert.equal(
      await shown
        .locator(":scope > *")
        .first()
        .evaluate((old) => getComputedStyle(old).opacity),
      "0.5"
    );
    await page.evaluate(() => dispatchEvent(new Event("go")));
    await shown.getByText("second").waitFor();
    assert.equal(await shown.getByText("first").count(), 0);
    assert.equal(await shown.getAttribute("data-running"), null);
    await runText(added, "const quiet = 1;");
    await shown.getByText("second").waitFor({state: "detached"});
  });

  siteTest(
    "a cell is told what it may not fetch",
    {path, expected: [/example\.com|Failed to fetch|Content Security Policy/]},
    async (page) => {
      const cell = cellOf(page, noise);
      await runText(cell, `${noNoise}\nfetch("https://example.com/data.json");`);
      await cell
        .locator(".failure-line")
        .getByText(
          /^line 2: the page may not load https:\/\/example\.com\/data\.json: a cell can ask/
        )
        .waitFor();
    }
  );

  siteTest(
    "a page without cells of its own takes one at the end of a section, with the names to play with",
    {path: "algorithm"},
    async (page) => {
      const ends = page.locator(".section-end");
      assert.equal(await ends.count(), (await page.locator("main h2").count()) + 1);
      await ends.nth(1).getByRole("button", {name: "+ cell"}).click();
      const added = ends.nth(1).locator(".cell.added");
      await added.locator(".cm-content").waitFor();
      await runText(added, "imageOf(decode([1, 1, 0, 0]))");
      const image = added.locator(".played canvas[data-drawn]");
      await image.waitFor();
      assert.deepEqual(
        await image.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]),
        [56, 28]
      );
      await runText(added, "nats(elbo(x))");
      await added.getByText(/^"?−\d+\.\d"?$/).waitFor();
      const source = "nats(elbo(x))";
      assert.deepEqual(await changedList(page), [
        {id: "algorithm:+1", source, after: "algorithm:s1"}
      ]);
      await page.getByText("1 changed cell").click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", {name: "Download algorithm.md"}).click()
      ]);
      const handed = await text(await download.createReadStream());
      const [before, after] = handed.split("\n```ts edit echo\nnats(elbo(x))\n```\n");
      const markdown = readFileSync(join(projectFolder, "src", "algorithm.md"), "utf8");
      assert.equal(before + after!, markdown);
      assert.match(after!, /^\n## /);
    }
  );

  siteTest(
    "with edits off a page stays as it is, and can be turned back",
    {path: `${path}?edits=off`},
    async (page) => {
      const cell = cellOf(page, noise);
      assert.equal(await cell.getByRole("button", {name: "Edit", exact: true}).count(), 0);
      await cell.getByRole("button", {name: "Edits are off: turn them on"}).click();
      await cell.getByRole("button", {name: "Edit", exact: true}).waitFor();
      assert.equal(new URL(page.url()).search, "");
    }
  );
});

const [first] = views;

siteTest(
  "what an edit has made fail further on lives again once the edit is taken back",
  {},
  async (page) => {
    const ofZ = page.locator(".cell", {hasText: "Float32Array.from(u, normalQuantile)"}).last();
    const cell = cellOf(page, (await ofZ.getAttribute("data-cell"))!);
    await runText(cell, "const z = Float32Array.of(u[0], 0, 0); // one too many for this decoder");
    await page
      .locator(`[data-view="${first.id}"] .failure`)
      .getByText(/invalid/)
      .waitFor();
    await cell.getByRole("button", {name: "Revert"}).click();
    await canvasOf(page, first).waitFor();
    await setSliders(page, first, [0.6, 0.7]);
    await assertImage(page, first, await valuesOf(page, first));
    await page.locator(`[data-view="${first.id}"] .failure`).waitFor({state: "hidden"});
  }
);

describe("a page handed back", () => {
  const path = "introduction";
  const cell = "introduction:10";
  const source = "const epsilon: number[] = Array.from({length: 32}, () => 0);";
  const markdown = readFileSync(join(projectFolder, "src", `${path}.md`), "utf8");
  const context = {permissions: ["clipboard-read", "clipboard-write"]};

  siteTest("an edited page is handed back as its Markdown", {path, context}, async (page) => {
    await runText(cellOf(page, cell), source);
    await cellOf(page, cell).getByRole("button", {name: "+ cell"}).click();
    await runText(page.locator(".cell.added"), "epsilon.length");
    await page.getByText("2 changed cells").click();
    const changed = [
      {id: cell, source},
      {id: "introduction:+1", source: "epsilon.length", after: cell}
    ];
    const expected = editedPage(pageSource(markdown), path, changed);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: "Download introduction.md"}).click()
    ]);
    assert.equal(download.suggestedFilename(), "introduction.md");
    assert.equal(await text(await download.createReadStream()), expected);

    await page.getByRole("button", {name: "Copy introduction.md"}).click();
    await page.getByText("Copied. Put it in the place of src/introduction.md.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), expected);
  });

  siteTest("names to play with are made when a cell names them", {path}, async (page) => {
    const requested = () =>
      page.evaluate(() =>
        performance.getEntriesByType("resource").some(({name}) => /_import\/d3\./.test(name))
      );
    await runText(cellOf(page, cell), `${source}\ndisplay(\`mean \${d3.mean([1, 2])}\`);`);
    await page.getByText("mean 1.5").waitFor();
    assert.ok(await requested());
    const pixels =
      "display(`${decode([0, 0]).length} pixels, ${elbo(encode(decode([0, 0])) && decode([0, 0])) < 0}`);";
    await runText(cellOf(page, cell), `${source}\n${pixels}`);
    await page.getByText("784 pixels, true").waitFor();
    await runText(
      cellOf(page, cell),
      `${source}\ndisplay(\`sum \${tf.tensor([1, 2]).sum().arraySync()}\`);`
    );
    await page.getByText("sum 3").waitFor();
  });
});

siteTest(
  "an editor that cannot be loaded is said beside its button, until it opens",
  {path: "introduction", expected: [/editing/, /ERR_FAILED/]},
  async (page) => {
    await page.route("**/*editing*", (route) => route.abort());
    const cell = cellOf(page, "introduction:10");
    await cell.getByRole("button", {name: "Edit"}).click();
    const line = cell.getByText("the editor could not be loaded; press again to try once more");
    await line.waitFor();
    await page.unroute("**/*editing*");
    await openEditor(cell);
    await line.waitFor({state: "detached"});
  }
);
