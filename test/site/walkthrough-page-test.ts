import assert from "node:assert/strict";
import {siteTest} from "../harness/site.js";
import {chapters} from "../../tools/site/contents.js";

/** Returns a chapter's address relative to the site's root. */
const addressOf = (path: string) => (path === "/index" ? "" : `${path.slice(1)}.html`);

/** What a page was still loading when it was left. */
const expected = [/ERR_ABORTED/];

siteTest(
  "“next” leads through all pages in order, and “previous” back",
  {expected},
  async (page) => {
    const root = page.url();
    const addresses = chapters.map(({path}) => new URL(addressOf(path), root).href);
    const ways = await page.evaluate(async (all) => {
      const texts = await Promise.all(all.map(async (url) => (await fetch(url)).text()));
      return texts.map((html, i) => {
        const read = new DOMParser().parseFromString(html, "text/html");
        const [next, prev] = ["next", "prev"].map((rel) =>
          Array.from(
            read.querySelectorAll(`#observablehq-footer [rel="${rel}"]`),
            (link) => new URL(link.getAttribute("href")!, all[i]).href
          )
        );
        return {next, prev};
      });
    }, addresses);
    const alone = (address?: string) => (address === undefined ? [] : [address]);
    ways.forEach(({next, prev}, i) => {
      assert.deepEqual(next, alone(addresses[i + 1]), addresses[i]);
      assert.deepEqual(prev, alone(addresses[i - 1]), addresses[i]);
    });
    await page.locator('#observablehq-footer [rel="next"]').click();
    await page.waitForURL(addresses[1]!);
    await page.locator('#observablehq-footer [rel="prev"]').click();
    await page.waitForURL(addresses[0]!);
  }
);

siteTest(
  "the contents name every page and this one’s sections, and open and close with the keyboard",
  {path: "algorithm.html", expected},
  async (page) => {
    const contents = page.locator(".way-contents");
    await contents.locator("summary").press("Enter");
    await contents.getByRole("searchbox").waitFor();
    const names = await contents.locator("ol > li > a > :first-child").allTextContents();
    assert.deepEqual(
      names,
      chapters.map(({name}) => name)
    );
    const current = await contents.locator("[aria-current=page] > :first-child").allTextContents();
    assert.deepEqual(current, ["2.3 · The estimator and the algorithm"]);
    const sections = await contents.locator("ul a").allTextContents();
    assert.deepEqual(sections, await page.locator(".page-contents a").allTextContents());
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await contents.locator("a:focus > :first-child").textContent(), chapters[0]!.name);
    await page.keyboard.press("Escape");
    assert.equal(await contents.getAttribute("open"), null);
    await contents.locator("summary").click();
    await page.mouse.click(1200, 800);
    assert.equal(await contents.getAttribute("open"), null);
    await contents.locator("summary").press("Enter");
    await contents.getByRole("link", {name: "2.2"}).press("Enter");
    await page.waitForURL("**/bound.html");
  }
);

siteTest(
  "Ctrl K searches all pages, and leads to the section of what was found",
  {path: "algorithm.html", expected},
  async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("searchbox").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("softplus lattice");
    const first = page.locator(".way-found + ol li").first();
    assert.match((await first.textContent())!, /How it is computed.*2\.2 · .*softplus/);
    assert.deepEqual(await first.locator("mark").allTextContents(), ["softplus", "lattice"]);
    await page.keyboard.type(" zebra");
    await page.getByText("No section has all of these words").waitFor();
    await page.getByLabel("Search all pages").fill("softplus lattice");
    await first.waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/bound.html#how-it-is-computed");
  }
);

/** The pictures of the contents that a page has asked for, by their names. */
const asked: string[] = [];

siteTest(
  "the first page lists the others, with pictures in its colors that come after its sliders",
  {
    context: {colorScheme: "dark", viewport: {width: 1440, height: 900}},
    prepare: async (page) => {
      page.on("request", (request) => {
        const [, name] = /thumbnails\/([\w-]+)\./.exec(request.url()) ?? [];
        if (name !== undefined) asked.push(name);
      });
    }
  },
  async (page) => {
    const rows = page.locator(".contents").getByRole("link");
    const names = await rows.locator(".contents-name").allTextContents();
    const others = chapters.slice(1);
    assert.deepEqual(
      names,
      others.map(({name}) => name)
    );
    assert.equal(asked.length, 0, "none is near the window");
    for (const [i, {path}] of others.entries()) {
      await rows.nth(i).scrollIntoViewIfNeeded();
      await rows
        .nth(i)
        .locator("img.in-dark")
        .evaluate((image: HTMLImageElement) => image.decode());
      assert.ok(asked.includes(`${path.slice(1)}-dark`), path);
    }
    assert.ok(!asked.some((name) => name.endsWith("-light")), "the others are not loaded");
  }
);

siteTest(
  "the bar says which section is in view, and how much is read",
  {path: "notes.html"},
  async (page) => {
    const heading = page.locator("main > h2").nth(1);
    await heading.evaluate((element) => element.scrollIntoView());
    await page.locator(".way-section", {hasText: (await heading.textContent())!}).waitFor();
    const read = () =>
      page
        .locator(".way")
        .evaluate((way) => Number(getComputedStyle(way).getPropertyValue("--read")));
    const some = await read();
    assert.ok(some > 0 && some < 1, `${some}`);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>(".way")!.style.getPropertyValue("--read") === "1"
    );
  }
);

siteTest(
  "a reader’s choice of colors and size holds for every page",
  {path: "notes.html"},
  async (page) => {
    const look = () =>
      page.evaluate(() => ({
        paper: getComputedStyle(document.documentElement).backgroundColor,
        size: getComputedStyle(document.querySelector("main > p:not(.lede)")!).fontSize
      }));
    assert.deepEqual(await look(), {paper: "rgb(255, 254, 251)", size: "19px"});
    await page.getByLabel("How the page looks").click();
    await page.getByLabel("dark").check();
    await page.getByLabel("larger, for a projector").check();
    const chosen = {paper: "rgb(18, 20, 23)", size: "22.8px"};
    assert.deepEqual(await look(), chosen);
    await page.goto(new URL("related.html", page.url()).href);
    assert.deepEqual(await look(), chosen);
  }
);

siteTest("a section’s heading links to itself", {path: "notes.html"}, async (page) => {
  await page.getByRole("link", {name: "Data and licences"}).first().press("Enter");
  assert.match(page.url(), /\/notes\.html#data-and-licences$/);
  const top = await page
    .locator("#data-and-licences")
    .evaluate((heading) => heading.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 900, `the heading is at ${top} px`);
});

siteTest(
  "a button whose module cannot be loaded says so, and works once it can be",
  {path: "related", expected: [/link-maker/, /ERR_FAILED/]},
  async (page) => {
    let isThere = false;
    await page.route("**/*link-maker*", (route) => (isThere ? route.continue() : route.abort()));
    const link = page.getByRole("button", {name: "Link", exact: true});
    await link.click();
    const line = page.locator(".state-lines p");
    await line.getByText("The dialog for links could not be loaded.").waitFor();
    await line.getByRole("button", {name: "Try again"}).click();
    await line.getByText("still cannot be loaded. Load the page anew").waitFor();
    await line.getByRole("button", {name: "Reload"}).waitFor();
    isThere = true;
    await link.click();
    await page.getByRole("dialog", {name: "A link to this page as it stands"}).waitFor();
    assert.equal(await line.count(), 0);
  }
);
