import assert from "node:assert/strict";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";
import {decode} from "fast-png";
import type {Page} from "playwright-core";
import {sliderOf, valuesOf} from "../../harness/board.js";
import {cellOf, openEditor, runText, shownBy} from "../../harness/cells.js";
import {answer, solution} from "../../harness/exercises.js";
import {madeReport, reportTest} from "../../harness/report.js";
import {parsedSvg, pngTexts, saved, savedTables} from "../../harness/save.js";
import {addressHolds, fragmentOf} from "../../harness/state.js";
import {views} from "../../harness/views.js";
import {projectFolder} from "../../../tools/project.js";
import {makeReport} from "../../../tools/report/make-report.js";
import {reportOptions} from "../../../tools/report/report-options.js";
import {pageNames} from "../../../tools/report/site-pages.js";

describe("the report", () => {
  /** Bytes that a report may have. */
  const LIMIT = 8.6e6;

  const patience = {timeout: 120_000};
  const report = madeReport("report.html", []);

  // The command itself opens each page, and refuses one that has no heading or another title.
  reportTest(
    "a report of all pages holds 8.6 MB at most, and opens at any of them under its title",
    {report},
    async (page) => {
      assert.ok(report().bytes <= LIMIT, `${report().bytes} bytes`);
      const address = page.url();
      const names = await pageNames(join(projectFolder, "dist"));
      for (const name of ["notes", "models/mnist-2d/CARD", "index"]) {
        assert.ok(names.includes(name), names.join(", "));
        await page.goto(`${address}?page=${name}`);
        await page.locator("main h1").waitFor(patience);
        const title = await page.locator("main h1").innerText();
        assert.ok((await page.title()).startsWith(title.split("\n")[0]!), `${name}: ${title}`);
      }
    }
  );

  reportTest("a report’s board draws as a slider moves", {report}, async (page) => {
    const [view] = views;
    const canvas = page.locator(`[data-view="${view.id}"] canvas[data-drawn]`).first();
    await canvas.waitFor(patience);
    const drawn = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
    const before = await drawn();
    await sliderOf(page, view, 1).press("End");
    await page.waitForFunction(
      ([id, old]) =>
        document.querySelector<HTMLCanvasElement>(`[data-view="${id}"] canvas`)!.toDataURL() !==
        old,
      [view.id, before],
      patience
    );
    assert.equal((await valuesOf(page, view))[0], 0.95);
  });

  reportTest(
    "a report computes the gap, on weights that its manifests know",
    {report, search: "?page=bound#gap"},
    async (page) => {
      await page.waitForFunction(
        () =>
          /= −[\d.]+, 0\.0\d+ nats away/.test(
            document.querySelector("[data-check]")?.textContent ?? ""
          ),
        undefined,
        patience
      );
      const value = await page
        .locator(".q-table tbody tr")
        .first()
        .locator("td")
        .last()
        .innerText();
      assert.ok(Number(value) > 0, value);
      const {top} = await page.locator("#gap").evaluate((gap) => gap.getBoundingClientRect());
      assert.ok(top >= 0 && top < 100, `it opens at the anchor: ${top}`);
    }
  );

  reportTest("a report’s pages link to each other, there and back", {report}, async (page) => {
    await page.locator(".way-contents summary").click();
    await page.getByRole("link", {name: "2.2 · The variational bound"}).first().click();
    await page.locator("h1", {hasText: "2.2"}).waitFor(patience);
    await page.locator(`a[rel="next"]`).click();
    await page.locator("h1", {hasText: "2.3"}).waitFor(patience);
    await page.goBack();
    await page.locator("h1", {hasText: "2.2"}).waitFor(patience);
    await page.reload();
    await page.locator("h1", {hasText: "2.2"}).waitFor(patience);
    await page.goForward();
    await page.locator("h1", {hasText: "2.3"}).waitFor(patience);
  });

  reportTest("a report trains a model", {report, search: "?page=vae"}, async (page) => {
    await page.getByLabel("images", {exact: true}).selectOption({label: "Drawn discs"}, patience);
    const train = page
      .locator(".training-figure")
      .getByRole("button", {name: "Train", exact: true});
    await train.click();
    await page.waitForFunction(
      () => {
        const text = document.querySelector(".run-numbers")?.textContent ?? "";
        return Number((/^([\d,]+)/.exec(text)?.[1] ?? "0").replaceAll(",", "")) >= 1500;
      },
      undefined,
      patience
    );
  });

  reportTest("a report says what differs from the site", {report}, async (page) => {
    const note = await page.locator(".report-note").innerText();
    assert.match(note, /mnist-2d 0\.00\d+ and 0\.0\d+/);
  });
});

describe("its numbers", () => {
  const report = madeReport("report.html", []);

  reportTest(
    "the gap of the first image stands beside what the site says of it",
    {report, search: "?page=bound"},
    async (page) => {
      const gap = page.locator("#gap");
      await gap.scrollIntoViewIfNeeded();
      const beside = gap.locator(".q-table tbody tr").first().locator("td").last();
      await beside.locator(".on-site").waitFor();
      const frames = join(projectFolder, "dist", "_file", "data", "first-frame");
      const file = readdirSync(frames).find((name) => name.startsWith("gap."))!;
      const {rows} = JSON.parse(readFileSync(join(frames, file), "utf8")) as {
        rows: {klToPosterior: number}[];
      };
      const exact = rows[0]!.klToPosterior.toFixed(2);
      const [rounded, site] = (await beside.innerText()).split("\n");
      assert.equal(site, `site: ${exact}`);
      assert.notEqual(rounded, exact);
      assert.match(
        await gap.locator(".bound-sum .on-site").innerText(),
        new RegExp(`\\+ ${exact} =`)
      );
      assert.match(await gap.locator(".rounded").innerText(), /weights are rounded/);
    }
  );
});

describe("its links", () => {
  const report = madeReport("report.html", []);
  const search = "?page=introduction";
  const source = "globalThis.ran = 1;\nconst epsilon = Array.from({length: 32}, () => 0);";
  const ran = (page: Page) => page.evaluate(() => (globalThis as {ran?: number}).ran);
  const dialogOf = (page: Page) =>
    page.getByRole("dialog", {name: "This link brings changed cells"});

  /** Opens the address of a report in a tab of its own, with the network cut as well. */
  async function offlineTab(page: Page): Promise<Page> {
    const session = await page.context().browser()!.newContext();
    await session.setOffline(true);
    const tab = await session.newPage();
    await tab.goto(page.url());
    return tab;
  }

  reportTest(
    "a changed cell of a link to a report asks first, and refused it never runs",
    {report, search},
    async (page) => {
      await runText(cellOf(page, "introduction:10"), source);
      await addressHolds(page, /^#~1~cells=\(!'id':'introduction:10','source':'globalThis.ran = 1/);
      const tab = await offlineTab(page);
      await dialogOf(tab).getByText("globalThis.ran = 1;").waitFor({timeout: 120_000});
      assert.equal(await ran(tab), undefined);
      await dialogOf(tab).getByRole("button", {name: "No, thanks"}).click();
      await addressHolds(tab, /^$/);
      assert.equal(await ran(tab), undefined);
      await tab.context().close();
      const other = await offlineTab(page);
      await dialogOf(other).getByRole("button", {name: "Run them"}).click({timeout: 120_000});
      await other.waitForFunction(() => (globalThis as {ran?: number}).ran === 1);
      assert.equal(await fragmentOf(other), await fragmentOf(page));
      await other.context().close();
    }
  );

  reportTest(
    "a report opens a hostile link unharmed, and says what it could not open",
    {
      report,
      search: `${search}#~1~cells=</script><img src=x onerror="globalThis.ran=1">~__proto__=1`
    },
    async (page) => {
      await page.locator("main h1").waitFor({timeout: 120_000});
      await page.locator(".state-lines p").first().waitFor({timeout: 120_000});
      assert.equal(await ran(page), undefined);
      assert.equal(await page.locator("img[src=x]").count(), 0);
    }
  );

  reportTest(
    "what is set in a report is in its address, and back and forward change it",
    {report, search: "?page=bound"},
    async (page) => {
      const klToPrior = page.locator('.bound-sum [data-value="kl-prior"]');
      const shows = (pattern: RegExp) =>
        klToPrior.filter({hasText: pattern}).waitFor({timeout: 120_000});
      await shows(/^[1-9]/);
      await page.getByRole("button", {name: "the prior", exact: true}).click();
      await addressHolds(page, /^#~1~q='prior'$/);
      await shows(/^0\.00$/);
      await page.goBack();
      await addressHolds(page, /^$/);
      await shows(/^[1-9]/);
      await page.goForward();
      await shows(/^0\.00$/);
    }
  );
});

describe("its state", () => {
  const link = "https://host.example/site/bound#gap~1~hide=('gap')~image=5";
  const report = madeReport("state.html", ["--pages", "bound,related", "--state", link]);

  reportTest("a report of a link opens as the link does", {report}, async (page) => {
    await page.getByRole("button", {name: "Show the controls"}).click();
    const images = page.getByRole("group", {name: "an image x", exact: true});
    await images
      .getByRole("radio", {name: /^5,/, checked: true})
      .first()
      .waitFor({state: "attached"});
    assert.match(await page.locator("main h1").innerText(), /^2\.2/);
    await page.waitForFunction(() => {
      const {top} = document.getElementById("gap")!.getBoundingClientRect();
      return top >= 0 && top < 120; // at the place of the link, under the bar
    });
  });

  test("a report of a link that cannot be opened whole is not written", async () => {
    const out = join(projectFolder, ".cache", "report-tests", "broken.html");
    const broken = ["--pages", "related", "--state", "related#~1~gone=5", "--out", out];
    await assert.rejects(
      makeReport(join(projectFolder, "dist"), reportOptions(broken), () => {}),
      /was not written:\nrelated: invalid --state: .*gone/
    );
    assert.equal(existsSync(out), false);
  });
});

describe("what it saves", () => {
  const report = madeReport("report.html", []);
  const figures = [
    {search: "", id: "mnist-2d"},
    {search: "?page=bound", id: "gap"}
  ];

  for (const {search, id} of figures) {
    reportTest(
      `the figure “${id}” of a report is saved as SVG, PNG and CSV`,
      {report, search},
      async (page) => {
        const figure = page.locator(`#${id}`);
        await figure.locator("canvas[data-drawn], .q-table td").first().waitFor({timeout: 120_000});
        await figure.locator(".waiting").waitFor({state: "detached"});
        const svg = await saved(page, figure, "SVG");
        assert.equal(svg.name, `${id}.svg`);
        const parsed = await parsedSvg(page, svg.bytes);
        assert.equal(parsed.error, undefined);
        assert.deepEqual(parsed.foreign, []);
        const png = (await saved(page, figure, "PNG")).bytes;
        const image = decode(png, {checkCrc: true});
        assert.deepEqual([image.width, image.height], [2 * parsed.width, 2 * parsed.height]);
        assert.equal(pngTexts(png).Source, parsed.source);
        const tables = await savedTables(page, figure);
        assert.ok(tables.size > 1);
        for (const [part, {rows}] of tables) assert.ok(rows.length > 0, part);
      }
    );
  }
});

describe("its reading group", () => {
  const report = madeReport("report.html", []);

  reportTest(
    "the exercises of a report tell wrong answers by value, and right ones are right",
    {report, search: "?page=reading-group"},
    async (page) => {
      const kl = (term: string) =>
        `function kl(mu, logVar) { return mu.reduce((s, m, j) => s + ${term}, 0); }`;
      await answer(page, "kl", kl("m"), /expected 0\.619, yours gives −0\.7\./);
      await answer(page, "kl", solution("kl"), /^✓ Right/);
      const wrong = "(mu, logVar, e) { return mu.map((m, j) => m + Math.exp(logVar[j]) * e[j]); }";
      await answer(page, "sample", `function sample${wrong}`, /by σ² instead of σ/);
      await answer(page, "sample", solution("sample"), /^✓ Right/);
      await answer(page, "bound", solution("bound"), /one draw up to seven/);
      await answer(page, "logPrior", solution("prior"), /Its integral over the plane is 1\./);
      assert.equal(await page.locator(".verdict.right").count(), 4);
    }
  );
});

describe("its cells", () => {
  const report = madeReport("report.html", []);
  const search = "?page=introduction";
  const patience = {timeout: 60_000};
  const noise = "introduction:10"; // const epsilon = …
  const samples = "introduction:12"; // const z = …

  /** Resolves when the sixteen samples of q stand at a number of different places, enlarged. */
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
});
