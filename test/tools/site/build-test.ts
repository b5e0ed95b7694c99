import assert from "node:assert/strict";
import {mkdir, readFile, readdir, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {buildSite} from "../../../tools/site/build.js";
import {prepare} from "../../../tools/prepare.js";
import {temporarySite} from "./temporary-site.js";

// Framework's process inherits this: a build that asks the network for anything fails.
const {NODE_OPTIONS} = process.env;
before(() => {
  const noFetch =
    "--import=data:text/javascript,globalThis.fetch=()=>{throw(new(Error)('network'))}";
  process.env.NODE_OPTIONS = [NODE_OPTIONS, noFetch].join(" ");
});
after(() => {
  if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = NODE_OPTIONS;
});

const everyLibrary = `# Libraries

The bound is $\\log p(x) \\ge \\mathcal L$; it costs $5 or $6, and \${1 + 1}.

\`\`\`ts
import * as d3 from "d3";
import * as tf from "@tensorflow/tfjs";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";
import jStat from "jstat";
const wasm = FileAttachment("./vendor/tfjs-backend-wasm-simd.wasm").href;
const model = FileAttachment("./models/some/manifest.json").href;
\`\`\`

\`\`\`ts
display(html\`<p>\${[d3.max, tf.tidy, setWasmPaths, jStat.normal, wasm, model]}\`);
\`\`\`
`;

test("buildSite(folder) builds a page that uses every library, with no network", async (t) => {
  // Symbols in formulas link to the notes.
  const folder = await temporarySite(t, {"bound.md": everyLibrary, "notes.md": "# Notes\n"});
  await mkdir(join(folder, "models", "some"), {recursive: true});
  await writeFile(join(folder, "models", "some", "manifest.json"), "{}");
  assert.deepEqual(await buildSite(folder, {quiet: true}), []);

  const page = await readFile(join(folder, "dist", "bound.html"), "utf8");
  assert.match(page, /^<!DOCTYPE html>\n<html lang="en">/);
  assert.match(page, /content="width=device-width, initial-scale=1"/);
  assert.match(page, /<annotation encoding="application\/x-tex">\\log p\(x\) \\ge \\mathcal L</);
  assert.match(page, /it costs \$5 or \$6, and <observablehq-loading>/);

  assert.equal(await readFile(join(folder, "dist", ".nojekyll"), "utf8"), "");

  // TensorFlow.js stays apart; the others are in the page's own file.
  const apart = await readdir(join(folder, "dist", "_node"), {recursive: true});
  const names = apart.filter((name) => name.endsWith(".js")).map((name) => name.split("@4")[0]);
  assert.deepEqual(names.toSorted(), ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm"]);
  const chunks = await readdir(join(folder, "dist", "_import"));
  const [own, ...others] = chunks.filter((name) => name.endsWith(".js"));
  assert.match(own!, /^page-bound\.[\da-f]{8}\.js$/);
  assert.deepEqual(others, []);
});

test("buildSite(folder) names a cell that does not parse and an import it cannot find", async (t) => {
  const page =
    "```ts\nconst = 1;\n```\n\n```ts\nimport * as gone from 'no-such-package';\ndisplay(gone);\n```\n";
  const folder = await temporarySite(t, {"bound.md": page});
  const [cell, unresolved, ...more] = await buildSite(folder, {quiet: true});
  assert.match(cell!, /^bound\.html: a cell does not parse: SyntaxError: [^]*Expected identifier/);
  assert.match(unresolved!, /^bound\.html: unresolved import: no-such-package;/);
  assert.deepEqual(more, []);
});

test("prepare(folder) leaves alone what it has written before", async (t) => {
  const folder = await temporarySite(t, {});
  const times = async () => {
    const files = await readdir(join(folder, "src"), {recursive: true});
    return Promise.all(files.map(async (file) => (await stat(join(folder, "src", file))).mtimeMs));
  };
  await prepare(folder);
  const first = await times();
  await prepare(folder);
  assert.deepEqual(await times(), first);
});
