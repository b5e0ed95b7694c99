import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join, relative} from "node:path";
import {after, describe, mock, test} from "node:test";
import type {Page} from "playwright-core";
import {isWholeFile, REMEDY, siteBytes, siteJson} from "../../src/shipped/site-file.js";
import {projectFolder} from "../../tools/project.js";
import {siteTest} from "../harness/site.js";

const folder = join(projectFolder, "dist", "_file");

/** All files of the built site that pages ask for, by their paths. */
const files = readdirSync(folder, {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile())
  .map(({parentPath, name}) => relative(folder, join(parentPath, name)).replaceAll("\\", "/"));

/** Those that our scripts ask for. */
const paths = files.filter((path) => /\.[0-9a-f]{8}\.(json|bin|txt|wasm|png)$/.test(path));

/** Those that the browser fetches by itself: what figures show until they live, and the fonts. */
const ofBrowser = files.filter((path) => /\.[0-9a-f]{8}\.(webp|woff2|css)$/.test(path));

/** Those that a link downloads: the browser itself says what it cannot have. */
const taken = files.filter((path) => /\.[0-9a-f]{8}\.bib$/.test(path));

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

test("every file of the built site is spoilt by a test below, or downloaded by a link", () => {
  const known = new Set([...paths, ...ofBrowser, ...taken]);
  assert.deepEqual(
    files.filter((path) => !known.has(path)),
    []
  );
  for (const kind of ["webp", "woff2"]) assert.ok(ofBrowser.some((path) => path.endsWith(kind)));
});

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
        // As what loads a file itself asks beforehand.
        answers.push(answer(bytes), new Response(bytes));
        assert.equal(await isWholeFile(fileAt(path).href), false);
        assert.equal(await isWholeFile(fileAt(path).href), true);
      }
    });
  }

  test("where it is late by ten seconds, is waited for, and is right when it comes", async () => {
    mock.timers.enable({apis: ["setTimeout", "setInterval", "Date"]});
    try {
      for (const path of paths) {
        const bytes = new Uint8Array(readFileSync(join(folder, path)));
        let answer = (_response: Response) => {};
        globalThis.fetch = () => new Promise((resolve) => (answer = resolve));
        let ended = "";
        const asked = siteBytes(fileAt(path)).finally(() => (ended = path));
        mock.timers.tick(10_000);
        await Promise.resolve();
        assert.equal(ended, "", "it is neither given up nor made up");
        answer(new Response(bytes));
        assert.equal((await asked).byteLength, bytes.length);
      }
    } finally {
      mock.timers.reset();
    }
  });

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

/** What a part of the page, a figure or another one, says of a file that it lacks. */
const line = (page: Page, id: string, text: RegExp) =>
  page.locator(`#${id} .unread`).filter({hasText: text});

siteTest(
  "a damaged recording leaves the figure that trains as it is, and is read when tried again",
  {
    path: "vae",
    pending: true,
    prepare: (page) => spoil(page, "**/_file/data/runs/paper.*.json", flipped)
  },
  async (page) => {
    const said = line(
      page,
      "recorded-runs",
      /^altered file data\/runs\/paper\.json: \d+ bytes of SHA-256 /
    );
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
    const said = line(
      page,
      "likelihood-curves",
      /^altered file data\/experiments\/figure-3\.json: 39/
    );
    await said.waitFor();
    assert.equal(await page.locator(".state-lines p").count(), 0, "nothing at the foot");
    await page.locator("#bound-curves svg").first().waitFor();
    await page.unroute("**/_file/data/experiments/figure-3.*.json");
    await said.getByRole("button", {name: "Try again"}).click();
    await page.locator("#likelihood-curves svg").first().waitFor();
    assert.equal(await said.count(), 0);
  }
);

/** What becomes of a file on its way, by what is wrong; undefined where it never comes. */
const ways: Record<string, ((bytes: Buffer) => Buffer) | undefined> = {
  missing: undefined,
  truncated: (bytes) => bytes.subarray(0, bytes.length >> 1),
  "changed by a bit": (bytes) => flipped(bytes),
  "a page of HTML": () => html
};

const browserFiles = /\/_file\/.*\.(webp|woff2|css)$/;
/** A style sheet holds a page up until it is there, as it does everywhere. */
const lateFiles = /\/_file\/.*\.(webp|woff2)$/;

siteTest(
  "pages live without their fonts and first pictures, however these are spoilt, and while they are late",
  {path: "notes", pending: true, expected: [/\.(webp|woff2|css)\b/, /OTS parsing error|decode/]},
  async (page) => {
    const address = new URL("reparameterization", page.url()).href;
    for (const [what, change] of Object.entries(ways)) {
      await page.route(browserFiles, async (route) => {
        if (change === undefined) return route.abort();
        const response = await route.fetch();
        await route.fulfill({response, body: change(await response.body())});
      });
      await assertLives(page, address, what);
      await page.unroute(browserFiles);
    }
    let release = () => {};
    const late = new Promise<void>((resolve) => (release = resolve));
    await page.route(lateFiles, async (route) => {
      await late;
      await route.continue().catch(() => {}); // the page may be gone by then
    });
    await assertLives(page, address, "late");
    release();
  }
);

/** Asserts that a page is laid out, that its figure lives, and that no broken image is seen. */
async function assertLives(page: Page, address: string, what: string): Promise<void> {
  await page.goto(address, {waitUntil: "commit"});
  await page.locator('#recipes [aria-busy="false"]').waitFor();
  assert.ok((await page.locator("h1").boundingBox())!.height > 0, what);
  const broken = await page.locator("main img:visible").evaluateAll((images) =>
    (images as HTMLImageElement[])
      // Without a text in its place, a browser shows nothing of a broken one.
      .filter(({complete, naturalWidth, alt}) => complete && naturalWidth === 0 && alt !== "")
      .map(({src}) => src)
  );
  assert.deepEqual(broken, [], what);
}
