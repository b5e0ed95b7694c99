import assert from "node:assert/strict";
import {before, beforeEach, it} from "node:test";
import {REMEDY} from "../src/engine/verify.js";
import type {Engines} from "../src/model-loader.js";
import {modelLoader} from "../src/model-loader.js";
import {compileKernel} from "../tools/compile-kernel.js";
import {exampleManifest} from "./formats/example-manifest.js";
import type {ModelFiles} from "./model-files.js";
import {modelFiles, utf8} from "./model-files.js";

let model: ModelFiles;
let engines: Engines;

before(async () => {
  const module = await WebAssembly.compile(await compileKernel("decoding"));
  engines = {kernel: async () => module, startTfjs: async () => assert.fail("tfjs is not needed")};
});

beforeEach(async () => {
  model = await modelFiles();
});

it("loader.codes() returns the codes and asks for nothing else", async () => {
  const {count, mu, labels} = await modelLoader("tiny", model.read, engines).codes();
  assert.deepEqual([count, Array.from(mu), Array.from(labels)], [1, [0.5, -1], [7]]);
  assert.deepEqual(model.requests, ["manifest.json", "codes.bin"]);
});

it("loader asks for each file once", async () => {
  const loader = modelLoader("tiny", model.read, engines);
  const [first, second] = await Promise.all([loader.decoder(), loader.decoder(), loader.codes()]);
  assert.strictEqual(first, second);
  assert.deepEqual(model.requests.toSorted(), ["codes.bin", "decoder/int8.bin", "manifest.json"]);
});

it("loader.manifest() names a manifest that is not JSON, or not a manifest", async () => {
  model.files["manifest.json"] = new TextEncoder().encode('{"format": 1');
  const loader = modelLoader("tiny", model.read, engines);
  await assert.rejects(
    loader.manifest(),
    /^Error: altered file tiny\/manifest\.json: .*JSON.*; reload/
  );
  model.files["manifest.json"] = utf8({...exampleManifest(), latentSize: 0});
  await assert.rejects(loader.manifest(), {
    message:
      "altered file tiny/manifest.json: invalid manifest: latentSize: 0, " +
      `expected an integer ≥ 1; ${REMEDY}`
  });
});

it("loader.manifest() refuses the manifest of another model", async () => {
  await assert.rejects(modelLoader("other", model.read, engines).manifest(), {
    message: `altered file other/manifest.json: invalid manifest: id: "tiny", expected "other"; ${REMEDY}`
  });
});

it("a broken file fails what needs it, and nothing else", async () => {
  model.files["decoder/int8.bin"] = model.files["decoder/int8.bin"].slice(1);
  const loader = modelLoader("tiny", model.read, engines);
  await assert.rejects(loader.decoder(), /^Error: truncated file tiny\/decoder\/int8\.bin: /);
  assert.strictEqual((await loader.codes()).count, 1);
});

it("a file that was missing is asked for again", async () => {
  const {"codes.bin": codes, ...others} = model.files;
  model.files = others as typeof model.files;
  const loader = modelLoader("tiny", model.read, engines);
  await assert.rejects(loader.codes(), /^Error: missing file tiny\/codes\.bin: Unable to load/);
  model.files["codes.bin"] = codes;
  assert.strictEqual((await loader.codes()).count, 1);
});
