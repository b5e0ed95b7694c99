import assert from "node:assert/strict";
import {test} from "node:test";
import {htmlFaults, referenceFaults, styleFaults} from "../../../tools/report/reference-faults.js";

const site = {
  pages: {bound: {title: "", head: "", body: "", styles: []}},
  styles: {},
  modules: {"_import/a.js": `import "site/_import/b.js";`, "_import/b.js": ""},
  workers: {code: "", libraries: []}
};

test("htmlFaults(html) names what a browser would fetch, and files that links lead to", () => {
  for (const html of [
    `<img src="https://host.example/a.png">`,
    `<script src="./a.js"></script>`,
    `<link rel="stylesheet" href="//host.example/a.css">`,
    `<video poster="a.jpg"></video>`,
    `<a href="./other.html">other</a>`,
    `<p style="background: url(a.png)"></p>`,
    `<style>@import "a.css";</style>`
  ]) {
    assert.equal(htmlFaults(html).length, 1, html);
  }
});

test("htmlFaults(html) allows data, anchors, and links that a reader follows", () => {
  const html =
    `<img src="data:image/png;base64,AA"> <a href="#gap">gap</a> ` +
    `<a href="https://arxiv.org/abs/1312.6114">paper</a> <use href="#mark"/>` +
    `<script>const text = '<img src="a.png">';</script>`;
  assert.deepEqual(htmlFaults(html), []);
});

test("styleFaults(css) names fonts and sheets that are not inside", () => {
  assert.equal(styleFaults(`@font-face { src: url("./a.woff2") }`).length, 1);
  assert.equal(styleFaults(`@import "https://host.example/a.css";`).length, 1);
  assert.deepEqual(
    styleFaults(`a { src: url(data:font/woff2;base64,AA); clip-path: url(#c) }`),
    []
  );
});

test("referenceFaults(parts) is empty where each import and file is held", async () => {
  assert.deepEqual(await referenceFaults({site, files: []}), []);
});

test("referenceFaults(parts) names a module that is imported and not held", async () => {
  const modules = {
    "_import/a.js": `import "site/_import/gone.js"; import("https://host.example/x")`
  };
  const faults = await referenceFaults({site: {...site, modules}, files: []});
  assert.equal(faults.length, 2);
  assert.match(
    faults[0],
    /^_import\/a\.js: the script’s address site\/_import\/gone\.js is not in/
  );
});

test("referenceFaults(parts) names a file that a page makes known and the report lacks", async () => {
  const head = `<script type="module">registerFile("./a", {"path":"report:_file/a.bin"});</script>`;
  const pages = {bound: {title: "", head, body: "", styles: []}};
  const files = [{path: "_file/a.bin", kind: "raw" as const, bytes: new Uint8Array(1)}];
  assert.deepEqual(await referenceFaults({site: {...site, pages}, files}), []);
  const faults = await referenceFaults({site: {...site, pages}, files: []});
  assert.match(faults[0], /^bound: the script’s address report:_file\/a\.bin is not in the report/);
});
