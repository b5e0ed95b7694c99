import assert from "node:assert/strict";
import {mkdir, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {test} from "node:test";
import type {TestContext} from "node:test";
import {siteFaults} from "../../../tools/site/gate.js";
import {temporaryFolder} from "../temporary-folder.js";

async function faultsOf(t: TestContext, files: Record<string, string>): Promise<string[]> {
  const folder = await temporaryFolder(t);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), text);
  }
  return siteFaults(folder);
}

test("siteFaults(dist) finds none in a site that is whole", async (t) => {
  const faults = await faultsOf(t, {
    "index.html": `<link rel="stylesheet" href="./a.css?x#y"><a href="./deep/">deep</a>
      <a href="./deep/page#part">page</a> <a href="https://arxiv.org/abs/1312.6114">paper</a>
      <img src="data:,"> <script type="module">import "./_node/d.js"; const s = "<img src='/x'>";</script>`,
    "a.css": `@import "./b.css"; a{background:url(data:image/png;base64,xyz)}`,
    "b.css": "",
    "deep/index.html": "",
    "deep/page.html": `<a href="../">up</a>`,
    "_node/d.js": `import("./e.js"); const text = 'import x from "no-import"';`,
    "_node/e.js": "import.meta.url;",
    "_observablehq/client.js": `const Plot = () => import("../_npm/plot@0.0.0/_esm.js");`
  });
  assert.deepEqual(faults, []);
});

test("siteFaults(dist) names imports that were not resolved", async (t) => {
  const faults = await faultsOf(t, {
    "index.html": `<script type="module">const {x} = await import("lodahs");</script>`,
    "_import/view.js": `import {y} from "d4"; import "https://cdn.example/z.js";`
  });
  assert.deepEqual(faults, [
    "_import/view.js: unresolved import: d4; is the package installed, the name right?",
    "_import/view.js: imports from another host: https://cdn.example/z.js",
    "index.html: unresolved import: lodahs; is the package installed, the name right?"
  ]);
});

test("siteFaults(dist) names what would be fetched from another host", async (t) => {
  const faults = await faultsOf(t, {
    "index.html": `<link href="//fonts.example/a.css"><img src="https://example.com/b.png">`,
    "c.css": `@import "https://example.com/c.css"; a{background:url('http://example.com/d.png')}`
  });
  assert.deepEqual(faults, [
    "c.css: would be fetched from another host: https://example.com/c.css",
    "c.css: would be fetched from another host: http://example.com/d.png",
    "index.html: would be fetched from another host: //fonts.example/a.css",
    "index.html: would be fetched from another host: https://example.com/b.png"
  ]);
});

test("siteFaults(dist) names files that are missing or break under a base path", async (t) => {
  const faults = await faultsOf(t, {
    "index.html": `<a href="./gone">gone</a><img src="/x.png"><script type="module">
registerFile("./w.bin", {"name":"./w.bin","path":"./_file/w.1234.bin"});</script>`,
    "_import/view.js": `import "./lost.js";`
  });
  assert.deepEqual(faults, [
    "_import/view.js: missing file: ./lost.js",
    "index.html: missing file: ./_file/w.1234.bin",
    "index.html: missing file: ./gone",
    "index.html: address breaks under a base path, make it relative: /x.png"
  ]);
});
