import assert from "node:assert/strict";
import {mkdir, mkdtemp, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {after, before, describe, test} from "node:test";
import {pathToFileURL} from "node:url";
import {bundlePages} from "../../../tools/site/bundle-pages.js";

/** A small site as Framework leaves it: two pages and a model's card that share modules. */
const site: Record<string, string> = {
  "package.json": '{"type": "module"}',
  "index.html": `<head>
<link rel="modulepreload" href="./_import/math/kl.11111111.js">
<link rel="modulepreload" href="./_observablehq/client.11111111.js">
<script type="module" src="./_import/site/start.11111111.js"></script>
<script type="module">
import {define} from "./_observablehq/client.11111111.js";
define(async () => {
const [{kl}, {board}] = await Promise.all([import("./_import/math/kl.11111111.js"), import("./_import/figures/board.11111111.js")]);
});
define(async () => { import("./_import/own-row.11111111.js").then(({row}) => row()); });
</script>
</head>`,
  "bound.html": `<head><script type="module" src="./_import/site/start.11111111.js"></script>
<script type="module">
define(async () => { const {gap} = await import("./_import/figures/gap.11111111.js"); });
</script></head>`,
  "vae.html": `<head><script type="module">
define(async () => { const {gap} = await import("./_import/figures/gap.11111111.js"); });
</script></head>`,
  "models/card.html": `<head><script type="module">
const {kl} = await import("../_import/math/kl.11111111.js");
</script></head>`,
  "_import/site/start.11111111.js": 'export const started = "start";',
  "_import/math/kl.11111111.js":
    "export const asked = []; export const kl = (mu) => (asked.push(mu), mu ** 2 / 2);",
  "_import/figures/board.11111111.js": `import {kl} from "../math/kl.11111111.js";
import {FileAttachment} from "../../_observablehq/stdlib.11111111.js";
export const board = () => kl(3);
export const codes = () => FileAttachment({name: "../../codes.bin", path: "../../_file/codes.11111111.bin"}, import.meta.url);
export const kernel = () => import.meta.resolve("../../_file/kernel.11111111.wasm");
export const worker = () => new Worker(import.meta.resolve("./worker.11111111.js"), {type: "module"});
export const later = () => import("../own-row.11111111.js");`,
  "_import/figures/worker.11111111.js": `import {kl} from "../math/kl.11111111.js";
self.onmessage = ({data}) => postMessage(kl(data));`,
  "_import/figures/gap.11111111.js": `import {kl} from "../math/kl.11111111.js";
import {bars} from "../components/bars.11111111.js";
export const gap = () => bars(kl(2));`,
  "_import/components/bars.11111111.js": "export const bars = (height) => `bars of ${height}`;",
  "_import/own-row.11111111.js": 'export const row = () => "a row";',
  "_import/figures/frame.11111111.js":
    "export const frame = new URL('../../embed.html', import.meta.url);",
  "figures/gap.js": 'export * from "../_import/figures/frame.11111111.js";',
  "_observablehq/client.11111111.js": "export const define = () => {};",
  "_observablehq/stdlib.11111111.js":
    "export const FileAttachment = ({path}, at) => new URL(path, at);"
};

/** Returns the modules that a text imports, by their names without folder and hash. */
function importedNames(text: string): string[] {
  const names = Array.from(text.matchAll(/\/([\w-]+)\.[\da-f]{8}\.js['"]/g), ([, name]) => name!);
  return [...new Set(names)].toSorted();
}

describe("bundlePages(dist)", () => {
  let dist = "";
  const read = (path: string) => readFile(join(dist, path), "utf8");

  /** Returns the module of a chunk, as it runs here. */
  async function chunk(name: string): Promise<Record<string, any>> {
    const files = await readdir(join(dist, "_import"));
    const file = files.find((one) => one.startsWith(`${name}.`))!;
    return import(pathToFileURL(join(dist, "_import", file)).href);
  }

  before(async () => {
    dist = await mkdtemp(join(tmpdir(), "bundled-"));
    for (const [path, text] of Object.entries(site)) {
      await mkdir(dirname(join(dist, path)), {recursive: true});
      await writeFile(join(dist, path), text);
    }
    await bundlePages(dist);
  });
  after(() => rm(dist, {recursive: true}));

  test("a page's cells get their modules from one chunk, and ask for the others when they need them", async () => {
    const html = await read("index.html");
    assert.deepEqual(importedNames(html), [
      "client",
      "own-row",
      "page-index",
      "shared-with-workers",
      "site-start"
    ]);
    assert.match(
      html,
      /import\("\.\/_import\/page-index\.\w{8}\.js"\)\.then\(\(page\) => page\.m1\)/
    );
    assert.match(html, /import\("\.\/_import\/own-row\.\w{8}\.js"\)\.then\(\(\{row\}\)/);
    const {m0, m1} = await chunk("page-index");
    assert.equal(m0.kl(4), 8);
    assert.equal(m1.board(), 4.5);
    assert.equal((await m1.later()).row(), "a row");
  });

  test("a module that two pages share runs once", async () => {
    const [index, card, bound] = await Promise.all(
      ["page-index", "page-models-card", "page-bound"].map(chunk)
    );
    assert.equal(index!.m0.asked, card!.m0.asked);
    const asked = index!.m0.asked.length;
    assert.equal(bound!.m0.gap(), "bars of 2");
    assert.equal(index!.m0.asked.length, asked + 1);
  });

  test("what a script of a page loads is not preloaded as well: in Firefox that fails", async () => {
    const html = await read("index.html");
    const preloaded = Array.from(
      html.matchAll(/<link rel="modulepreload" href="[^"]*\/([\w-]+)\.[^"]*">/g),
      ([, name]) => name!
    );
    assert.deepEqual(preloaded.toSorted(), ["client", "page-index", "shared-with-workers"]);
    assert.match(html, /<script type="module" src="\.\/_import\/site-start\.\w{8}\.js">/);
  });

  test("the front page does not ask for what only other pages share", async () => {
    const names = importedNames(await read("bound.html"));
    assert.deepEqual(names, ["more-shared", "page-bound", "shared-with-workers", "site-start"]);
  });

  test("a worker has nothing that needs a page", async () => {
    const files = await readdir(join(dist, "_import"));
    const worker = files.find((file) => file.startsWith("figures-worker."))!;
    assert.deepEqual(importedNames(await read(`_import/${worker}`)), ["shared-with-workers"]);
    const index = files.find((file) => file.startsWith("page-index."))!;
    const started = `new Worker(import.meta.resolve("./${worker}"), {type: "module"})`;
    assert.ok((await read(`_import/${index}`)).includes(started));
  });

  test("files that a module names by its own place are found from its chunk", async () => {
    const {m1} = await chunk("page-index");
    const at = (path: string) => pathToFileURL(join(dist, path)).href;
    assert.equal(m1.codes().href, at("_file/codes.11111111.bin"));
    assert.equal(m1.kernel(), at("_file/kernel.11111111.wasm"));
  });

  test("modules that embed a figure elsewhere stay as they are, and no other is left", async () => {
    assert.equal(await read("figures/gap.js"), site["figures/gap.js"]);
    const files = await readdir(join(dist, "_import"), {recursive: true});
    assert.deepEqual(
      files.filter((file) => file.includes("11111111")),
      [join("figures", "frame.11111111.js")]
    );
  });

  test("an import that leads nowhere is an error that names it", async (t) => {
    const broken = await mkdtemp(join(tmpdir(), "broken-"));
    t.after(() => rm(broken, {recursive: true}));
    await mkdir(join(broken, "_import"));
    await writeFile(
      join(broken, "index.html"),
      '<script type="module">const {a} = await import("./_import/a.11111111.js");</script>'
    );
    await assert.rejects(bundlePages(broken), /a\.11111111\.js/);
  });
});
