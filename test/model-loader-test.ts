import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {before, beforeEach, it} from "node:test";
import {REMEDY} from "../src/engine/verify.js";
import {modelLoader, once, type PageFile} from "../src/model-loader.js";
import {encodeCodes} from "../src/vae/codes.js";
import {useWasmBackend} from "../tools/wasm-backend.js";
import {tinyManifest, tinyModel} from "./engine/tiny-model.js";
import {exampleManifest} from "./vae/example-manifest.js";

let files: Record<PageFile, Uint8Array>;
let requests: string[];

/** Reads one of the files, as a page would. */
async function read(name: PageFile): Promise<ArrayBuffer> {
  requests.push(name);
  if (files[name] === undefined) throw new Error(`Unable to load file: ${name}`);
  return files[name].slice().buffer as ArrayBuffer;
}

before(useWasmBackend);

beforeEach(async () => {
  requests = [];
  const {json, weights} = await tinyModel();
  const codes = {
    count: 1,
    latentSize: 2,
    mu: Float32Array.of(0.5, -1),
    logVar: Float32Array.of(-4, -2),
    labels: Uint8Array.of(7)
  };
  files = {
    "decoder/model.json": utf8(json),
    "decoder/weights.bin": new Uint8Array(weights),
    "codes.bin": encodeCodes(codes),
    "manifest.json": new Uint8Array()
  };
  const manifest = {...exampleManifest(), ...tinyManifest};
  for (const name of ["decoder/model.json", "decoder/weights.bin", "codes.bin"] as const) {
    const sha256 = createHash("sha256").update(files[name]).digest("hex");
    manifest.files[name] = {bytes: files[name].length, sha256};
  }
  files["manifest.json"] = utf8(manifest);
});

it("loader.decoder() decodes with the model’s weights", async () => {
  const decoder = await modelLoader("tiny", read, async () => {}).decoder();
  assert.deepEqual(Array.from(await decoder.logits(Float32Array.of(1, 2), 1)), [1, 2, 4]);
});

it("loader.decoder() waits for the engine", async () => {
  const order: string[] = [];
  const loader = modelLoader("tiny", read, async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push("engine");
  });
  await loader.decoder();
  order.push("decoder");
  assert.deepEqual(order, ["engine", "decoder"]);
});

it("loader.codes() returns the codes and asks for nothing else", async () => {
  const {count, mu, labels} = await modelLoader("tiny", read, async () => {}).codes();
  assert.deepEqual([count, Array.from(mu), Array.from(labels)], [1, [0.5, -1], [7]]);
  assert.deepEqual(requests, ["manifest.json", "codes.bin"]);
});

it("loader asks for each file once", async () => {
  const loader = modelLoader("tiny", read, async () => {});
  const [first, second] = await Promise.all([loader.decoder(), loader.decoder(), loader.codes()]);
  assert.strictEqual(first, second);
  assert.deepEqual(requests.toSorted(), Object.keys(files).toSorted());
});

it("loader.manifest() names a manifest that is not JSON, or not a manifest", async () => {
  files["manifest.json"] = new TextEncoder().encode('{"format": 1');
  const loader = modelLoader("tiny", read, async () => {});
  await assert.rejects(
    loader.manifest(),
    /^Error: altered file tiny\/manifest\.json: .*JSON.*; reload/
  );
  files["manifest.json"] = utf8({...exampleManifest(), latentSize: 0});
  await assert.rejects(loader.manifest(), {
    message:
      "altered file tiny/manifest.json: invalid manifest: latentSize: 0, " +
      `expected an integer ≥ 1; ${REMEDY}`
  });
});

it("loader.manifest() refuses the manifest of another model", async () => {
  await assert.rejects(modelLoader("other", read, async () => {}).manifest(), {
    message: `altered file other/manifest.json: invalid manifest: id: "tiny", expected "other"; ${REMEDY}`
  });
});

it("a broken file fails what needs it, and nothing else", async () => {
  files["decoder/weights.bin"] = files["decoder/weights.bin"].slice(1);
  const loader = modelLoader("tiny", read, async () => {});
  await assert.rejects(loader.decoder(), /^Error: truncated file tiny\/decoder\/weights\.bin: /);
  assert.strictEqual((await loader.codes()).count, 1);
});

it("a file that was missing is asked for again", async () => {
  const {"codes.bin": codes, ...others} = files;
  files = others as typeof files;
  const loader = modelLoader("tiny", read, async () => {});
  await assert.rejects(loader.codes(), /^Error: missing file tiny\/codes\.bin: Unable to load/);
  files["codes.bin"] = codes;
  assert.strictEqual((await loader.codes()).count, 1);
});

it("once(load) gives every caller the same promise", async () => {
  let calls = 0;
  const load = once(async () => ++calls);
  assert.deepEqual(await Promise.all([load(), load()]), [1, 1]);
  assert.strictEqual(await load(), 1);
});

function utf8(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
