import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {siteTest} from "../harness/site.js";
import {projectFolder} from "../../tools/project.js";

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
  {path: "notes.html", expected: [/^request to another host: http:\/\/localhost:\d+\/$/]},
  async (page) => {
    await openExample(page, async () => {
      const frame = page.locator("iframe");
      const inside = page.frameLocator("iframe").locator("#kl-three-ways");
      await inside.waitFor();
      await page.locator("iframe[title^='The same number']").waitFor();
      const [outer, inner] = [await frame.boundingBox(), await inside.boundingBox()];
      assert.equal(outer!.width, 720);
      assert.ok(Math.abs(outer!.height - inner!.height) < 40, `${outer!.height} ${inner!.height}`);
      await inside.getByRole("button", {name: "Reset"}).click();
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
