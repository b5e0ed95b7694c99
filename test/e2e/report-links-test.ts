import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {cellOf, runText} from "../harness/cells.js";
import {madeReport, reportTest} from "../harness/report.js";
import {addressHolds, fragmentOf} from "../harness/state.js";

const report = madeReport("report.html", []);
const search = "?page=introduction";
const source = "globalThis.ran = 1;\nconst epsilon = Array.from({length: 32}, () => 0);";
const ran = (page: Page) => page.evaluate(() => (globalThis as {ran?: number}).ran);
const dialogOf = (page: Page) => page.getByRole("dialog", {name: "This link brings changed cells"});

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
