import assert from "node:assert/strict";
import type {Page} from "playwright-core";
import {figuresOfPages, saved} from "../harness/save.js";
import {siteTest} from "../harness/site.js";

/** Returns what stands on the page besides a figure: headings, paragraphs, other figures. */
async function besides(page: Page, id: string): Promise<string[]> {
  return page.evaluate((name) => {
    const figure = document.getElementById(name)!;
    return Array.from(document.querySelectorAll("h1, h2, h3, p, nav, figure, footer, .cell"))
      .filter((element) => element !== figure && !figure.contains(element))
      .filter((element) => element.checkVisibility())
      .map((element) => element.outerHTML.slice(0, 80));
  }, id);
}

for (const [page, names] of Object.entries(figuresOfPages)) {
  const chapter = page.replace(".html", "") || "index";
  for (const name of names) {
    const path = `embed.html#${chapter}/${name}`;
    siteTest(
      `${path} shows that figure, with its controls, and nothing else`,
      // What is hidden waits, and is not loaded.
      {path, pending: true},
      async (site) => {
        const figure = site.locator(`#${name}`);
        await figure.waitFor();
        const waiting = figure.locator("observablehq-loading").filter({visible: true});
        await waiting.first().waitFor({state: "detached"});
        assert.deepEqual(await besides(site, name), []);
        const controls = figure.locator("button, input, [role=slider]");
        await controls.first().waitFor({state: "attached"});
        assert.ok((await controls.count()) > 0);
        const source = figure.locator(".only-source a");
        assert.match(await source.innerText(), /Auto-Encoding Variational Bayes/);
        assert.match((await source.getAttribute("href"))!, new RegExp(`^/[^?]*#${name}$`));
      }
    );
  }
}

const folder = process.env.AEVB_SAVED; // to look at what is shown

const phone = {viewport: {width: 390, height: 844}, isMobile: true, colorScheme: "dark"} as const;

siteTest(
  "a figure alone is no wider than a phone",
  {path: "embed.html#gap", context: phone, pending: true},
  async (page) => {
    await page.locator("#gap").waitFor();
    await page.waitForLoadState("networkidle");
    if (folder !== undefined) await page.screenshot({path: `${folder}/alone-phone.png`});
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  }
);

siteTest(
  "a name that no figure has gets a sentence, and the names that there are",
  {path: "embed.html#bound/<b>gab</b>~1~x=2"},
  async (page) => {
    const line = page.locator(".embed-list .failure-line");
    await line.waitFor();
    assert.match(await line.innerText(), /^There is no figure “bound\/.*gab.*” here/);
    const all = Object.entries(figuresOfPages).flatMap(([name, ids]) =>
      ids.map((id) => `${name.replace(".html", "") || "index"}/${id}`)
    );
    const listed = await page.locator(".figure-list code").allInnerTexts();
    assert.deepEqual(listed.toSorted(), all.toSorted());
    await page.evaluate(() => (location.hash = "#bound/gap"));
    await page.waitForURL(/bound\.html\?only=gap#gap$/);
  }
);

siteTest("a figure alone stands as its link says", {path: "appendices.html"}, async (page) => {
  const figure = page.locator("#kl-three-ways");
  await figure.getByRole("slider", {name: "μ and σ of q"}).press("PageUp");
  const place = () =>
    figure.getByRole("slider", {name: "μ and σ of q"}).getAttribute("aria-valuetext");
  const moved = await place();
  const csv = (await saved(page, figure, "CSV")).bytes.toString("utf8");
  const link = new URL(/^# link: (.*)$/m.exec(csv)![1]!);
  assert.match(link.hash, /^#kl-three-ways~1~/);
  const alone = link.href.replace("appendices.html#", "embed.html#appendices/");
  await page.goto(alone);
  await page.waitForURL(/appendices\.html\?only=kl-three-ways#kl-three-ways~1~/);
  await figure.waitFor();
  assert.equal(await place(), moved);
  const again = (await saved(page, figure, "CSV")).bytes.toString("utf8");
  assert.ok(again.includes(`\n# link: ${link.href}\n`), again.slice(0, 400));
});

siteTest(
  "the menu copies lines that show the figure on another page",
  {path: "appendices.html", context: {permissions: ["clipboard-read", "clipboard-write"]}},
  async (page) => {
    const figure = page.locator("#kl-three-ways");
    await figure.locator("[data-save]").focus();
    await page.keyboard.press("Enter");
    const menu = figure.getByRole("group", {name: "Save this figure as"});
    await menu.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement!.textContent), "SVG");
    for (let i = 0; i < 3; ++i) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await menu.getByRole("status").filter({hasText: "Copied"}).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const root = page.url().replace("appendices.html", "");
    assert.ok(
      copied.startsWith(`<iframe src="${root}embed.html#appendices/kl-three-ways" title="The same`),
      copied
    );
    await page.keyboard.press("Escape");
    assert.equal(await menu.isVisible(), false);
  }
);
