import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {after, describe, test} from "node:test";
import type {Page} from "playwright-core";
import {REMEDY, siteBytes, siteJson} from "../../src/shipped/site-file.js";
import {projectFolder} from "../../tools/project.js";
import {siteTest} from "../harness/site.js";

const folder = join(projectFolder, "dist", "_file");

/** The files that pages of the built site ask for, by their paths: pictures go by their own way. */
const paths = readdirSync(folder, {recursive: true, encoding: "utf8"})
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.[0-9a-f]{8}\.(json|bin|txt|wasm|png)$/.test(path));

const html = Buffer.from("<!doctype html><title>Not found</title>");
const flipped = (bytes: Uint8Array) => {
  const other = new Uint8Array(bytes);
  other[other.length >> 1]! ^= 4;
  return Buffer.from(other.buffer);
};

/** A connection that breaks halfway. */
const cut = (bytes: Uint8Array) =>
  new ReadableStream({
    start(stream) {
      stream.enqueue(bytes.subarray(0, bytes.length >> 1));
      stream.error(new TypeError("network error"));
    }
  });

const faults: [what: string, answer: (bytes: Uint8Array<ArrayBuffer>) => Response, said: RegExp][] =
  [
    ["missing", () => new Response("", {status: 404}), /^missing file .*: HTTP 404; /],
    [
      "truncated",
      (bytes) => new Response(bytes.subarray(0, -1)),
      /^altered file .*: \d+ bytes of /
    ],
    ["changed by a bit", (bytes) => new Response(flipped(bytes)), /^altered file .* of SHA-256 /],
    ["a page of HTML", () => new Response(html), /^altered file .*: 39 bytes of SHA-256 /],
    ["cut off", (bytes) => new Response(cut(bytes)), /^missing file .*: network error; /]
  ];

describe("every file that pages ask for", () => {
  const original = globalThis.fetch;
  after(() => void (globalThis.fetch = original));
  const fileAt = (path: string) => ({
    name: path.split("/").at(-1)!,
    href: `https://host/base/_file/${path}`
  });

  for (const [what, answer, said] of faults) {
    test(`where it is ${what}, is named with what to do, and is right when it comes whole`, async () => {
      assert.ok(paths.length > 60, `${paths.length} files`);
      for (const path of paths) {
        const bytes = new Uint8Array(readFileSync(join(folder, path)));
        const caches: (RequestCache | undefined)[] = [];
        const answers = [answer(bytes), new Response(bytes)];
        globalThis.fetch = async (_address, options) => {
          caches.push(options?.cache);
          return answers.shift()!;
        };
        const title = path.replace(/\.[0-9a-f]{8}(?=\.\w+$)/, "");
        await assert.rejects(siteBytes(fileAt(path)), ({message}: Error) => {
          assert.match(message, said);
          assert.ok(message.includes(` file ${title}: `) && message.endsWith(REMEDY), message);
          return true;
        });
        assert.equal((await siteBytes(fileAt(path))).byteLength, bytes.length);
        assert.deepEqual(caches, [undefined, "reload"], "a second time not from memory");
      }
    });
  }

  test("in a report, whose addresses say no checksum, JSON that is none is named", async () => {
    globalThis.fetch = async () => new Response(html);
    await assert.rejects(
      siteJson({name: "runs.json", href: "report:_file/data/runs.1234abcd.json"}),
      /^Error: altered file runs\.json: Unexpected token/
    );
  });
});

/** Spoils what the server answers to some requests, until it is told to stop. */
async function spoil(page: Page, pattern: string, body: (bytes: Buffer) => Buffer): Promise<void> {
  await page.route(pattern, async (route) => {
    const response = await route.fetch();
    await route.fulfill({response, body: body(await response.body())});
  });
}

const line = (page: Page, text: RegExp) => page.locator(".state-lines p").filter({hasText: text});

siteTest(
  "a damaged recording leaves the figure that trains as it is, and is read when tried again",
  {
    path: "vae",
    pending: true,
    prepare: (page) => spoil(page, "**/_file/data/runs/paper.*.json", flipped)
  },
  async (page) => {
    const said = line(page, /^altered file data\/runs\/paper\.json: \d+ bytes of SHA-256 /);
    await said.waitFor();
    const figure = page.locator(".training-figure");
    await page.getByLabel("images", {exact: true}).selectOption({label: "Drawn discs"});
    await figure.getByRole("button", {name: "Train", exact: true}).click();
    await figure.locator(".run-numbers", {hasText: /^[1-9][\d,]* images seen/}).waitFor();
    assert.equal(await page.locator(".recorded-runs").count(), 0);
    await page.unroute("**/_file/data/runs/paper.*.json");
    await said.getByRole("button", {name: "Try again"}).click();
    await page.locator(".recorded-runs").waitFor();
  }
);

siteTest(
  "a page of HTML in the place of recorded runs takes their figure alone",
  {
    path: "experiments",
    pending: true,
    prepare: (page) => spoil(page, "**/_file/data/experiments/figure-3.*.json", () => html)
  },
  async (page) => {
    await line(page, /^altered file data\/experiments\/figure-3\.json: 39 bytes/).waitFor();
    await page.locator("#bound-curves svg").first().waitFor();
    await page.unroute("**/_file/data/experiments/figure-3.*.json");
    await page.getByRole("button", {name: "Try again"}).click();
    await page.locator("#likelihood-curves svg").first().waitFor();
  }
);
