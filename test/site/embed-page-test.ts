import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import type {Locator, Page} from "playwright-core";
import {figuresOfPages, savedTables} from "../harness/save.js";
import {siteTest} from "../harness/site.js";
import {until} from "../harness/waiting.js";
import {sampled} from "../whole.js";
import {projectFolder} from "../../tools/project.js";

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

// All figures stand alone by the same module.
const figures = Object.entries(figuresOfPages).flatMap(([page, names]) =>
  names.map((name) => ({chapter: page.replace(".html", "") || "index", name}))
);
for (const {chapter, name} of sampled(figures, 4)) {
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

const folder = process.env.AEVB_SAVED; // to look at what is shown

const phone = {viewport: {width: 390, height: 844}, isMobile: true, colorScheme: "dark"} as const;

siteTest(
  "a figure alone is no wider than a phone",
  {path: "embed.html#gap", context: phone, pending: true},
  async (page) => {
    await page.locator("#gap").waitFor();
    await page.locator("#gap .gap-figure:not(.waiting)").waitFor();
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
    const all = figures.map(({chapter, name}) => `${chapter}/${name}`);
    const listed = await page.locator(".figure-list code").allInnerTexts();
    assert.deepEqual(listed.toSorted(), all.toSorted());
    await page.evaluate(() => (location.hash = "#bound/gap"));
    await page.waitForURL(/bound\.html\?only=gap#gap$/);
  }
);

/** Returns the link that a figure's saved numbers hold. */
async function savedLink(page: Page, figure: Locator): Promise<string> {
  const [table] = (await savedTables(page, figure)).values();
  return table!.remarks.find((remark) => remark.startsWith("link: "))!.slice("link: ".length);
}

siteTest("a figure alone stands as its link says", {path: "appendices.html"}, async (page) => {
  const figure = page.locator("#kl-three-ways");
  await figure.getByRole("slider", {name: "μ and σ of q"}).press("PageUp");
  const place = () =>
    figure.getByRole("slider", {name: "μ and σ of q"}).getAttribute("aria-valuetext");
  const moved = await place();
  const link = new URL(await savedLink(page, figure));
  assert.match(link.hash, /^#kl-three-ways~1~/);
  const alone = link.href.replace("appendices.html#", "embed.html#appendices/");
  await page.goto(alone);
  await page.waitForURL(/appendices\.html\?only=kl-three-ways#kl-three-ways~1~/);
  await figure.waitFor();
  assert.equal(await place(), moved);
  assert.equal(await savedLink(page, figure), link.href);
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

/** Serves one page from another origin for as long as the work takes. */
async function withPage(html: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://localhost:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Returns the example of the README, its host replaced. */
async function example(site: string): Promise<string> {
  const readme = await readFile(join(projectFolder, "README.md"), "utf8");
  const [, section] = readme.split("## Figures elsewhere");
  const [, html] = /```html\n([^]*?)```/.exec(section!)!;
  assert.ok(html!.includes("https://example.org/aevb/"), html);
  return html!.replaceAll("https://example.org/aevb/", site);
}

async function openExample(page: Page, body: (page: Page) => Promise<void>): Promise<void> {
  const site = page.url().replace(/[^/]*$/, "");
  await withPage(`<!doctype html><title>Elsewhere</title>${await example(site)}`, async (url) => {
    await page.goto(url);
    await body(page);
  });
}

siteTest(
  "the README’s example shows a figure on a page of another origin, as high as it is",
  {
    path: "notes.html",
    expected: [
      /^request to another host: http:\/\/localhost:\d+\/$/,
      // embed.html goes on to the figure while what every page gets is on its way.
      /^failed request: .*\/site\/bar\.\w+\.js: net::ERR_ABORTED$/
    ]
  },
  async (page) => {
    await openExample(page, async () => {
      const frame = page.locator("iframe");
      const inside = page.frameLocator("iframe").locator("#kl-three-ways");
      await inside.waitFor();
      await page.locator("iframe[title^='The same number']").waitFor();
      assert.equal((await frame.boundingBox())!.width, 720);
      // The figure tells its height whenever that changes, and the frame follows.
      const spare = await until(
        page,
        async () => (await frame.boundingBox())!.height - (await inside.boundingBox())!.height,
        (height) => Math.abs(height) < 40
      );
      assert.ok(Math.abs(spare) < 40, `the frame is ${spare} px higher than its figure`);
      await inside.getByRole("button", {name: "Reset"}).click();
      // What the frame has asked for is there before it is left.
      await Promise.all(page.frames().map((each) => each.waitForLoadState("load")));
    });
  }
);

siteTest(
  "a module refuses a link that leads to another figure, and takes one to its own",
  {path: "notes.html"},
  async (page) => {
    const outcome = await page.evaluate(async () => {
      const address = new URL("figures/gap.js", location.href).href;
      const {figure} = (await import(address)) as {
        figure: (options?: {link?: string; width?: number}) => HTMLIFrameElement;
      };
      let message = "";
      try {
        figure({link: "https://h/bound#metric"});
      } catch (error) {
        message = (error as Error).message;
      }
      const own = figure({link: "https://h/some/bound.html?engine=plain#gap~1~q=(1,2)"});
      return {message, hash: new URL(own.src).hash, width: own.style.width};
    });
    assert.deepEqual(outcome, {
      message: "invalid link: https://h/bound#metric, expected one that leads to #gap",
      hash: "#gap~1~q=(1,2)",
      width: "100%"
    });
  }
);
