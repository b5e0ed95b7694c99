import assert from "node:assert/strict";
import {join} from "node:path";
import {sliderOf, valuesOf} from "../harness/board.js";
import {views} from "../harness/views.js";
import {madeReport, reportTest} from "../harness/report.js";
import {projectFolder} from "../../tools/project.js";
import {pageNames} from "../../tools/report/site-pages.js";

/** Bytes that a report may have. */
const LIMIT = 8e6;

const patience = {timeout: 120_000};
const report = madeReport("report.html", []);

reportTest("a report of all pages holds 8 MB at most, and each of them", {report}, async (page) => {
  assert.ok(report().bytes <= LIMIT, `${report().bytes} bytes`);
  await page.locator("h1").waitFor(patience);
  const address = page.url();
  for (const name of await pageNames(join(projectFolder, "dist"))) {
    await page.goto(`${address}?page=${name}`);
    await page.locator("main h1").waitFor(patience);
    const title = await page.locator("main h1").innerText();
    assert.ok((await page.title()).startsWith(title.split("\n")[0]), `${name}: ${title}`);
  }
});

reportTest("a report’s board draws as a slider moves", {report}, async (page) => {
  const [view] = views;
  const canvas = page.locator(`[data-view="${view.id}"] canvas[data-drawn]`).first();
  await canvas.waitFor(patience);
  const drawn = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const before = await drawn();
  await sliderOf(page, view, 1).press("End");
  await page.waitForFunction(
    ([id, old]) =>
      document.querySelector<HTMLCanvasElement>(`[data-view="${id}"] canvas`)!.toDataURL() !== old,
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
    const value = await page.locator(".q-table tbody tr").first().locator("td").last().innerText();
    assert.ok(Number(value) > 0, value);
    assert.ok((await page.evaluate(() => scrollY)) > 500, "it opens at the anchor");
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
  const train = page.locator(".training-figure").getByRole("button", {name: "Train", exact: true});
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
