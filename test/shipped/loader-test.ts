import assert from "node:assert/strict";
import {createHash} from "node:crypto";
import {before, beforeEach, describe, it} from "node:test";
import type {Engines} from "../../src/shipped/loader.js";
import type {FetchOptions} from "../../src/shipped/site-file.js";
import {modelLoader, readVerified} from "../../src/shipped/loader.js";
import {REMEDY, readOrExplain} from "../../src/shipped/site-file.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";
import {useWasmBackend} from "../../tools/models/wasm-backend.js";
import {tinyModel} from "../engine/tiny-model.js";
import {exampleManifest} from "../formats/example-manifest.js";
import type {ModelFiles} from "../model-files.js";
import {modelFiles, utf8} from "../model-files.js";

let model: ModelFiles;
let engines: Engines;

before(async () => {
  await useWasmBackend(); // the first model is made by tfjs
  const module = await WebAssembly.compile(await compileKernel("decoding"));
  engines = {
    kernel: async () => module,
    startTfjs: async () => assert.fail("tfjs is not needed")
  };
});

beforeEach(async () => {
  model = await modelFiles();
});

describe("model loader", async () => {
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
});

describe("verify", async () => {
  const bytes = Uint8Array.of(1, 2, 3, 4);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const manifest = exampleManifest();
  manifest.files["codes.bin"] = {bytes: 4, sha256};

  it("readVerified(manifest, name, read) returns the bytes if they are right", async () => {
    const buffer = await readVerified(manifest, "codes.bin", async () => bytes.slice().buffer);
    assert.deepEqual(new Uint8Array(buffer), bytes);
  });

  it("readVerified(manifest, name, read) names a missing file and what to do", async () => {
    const read = () => Promise.reject(new Error("Unable to load file: codes.bin"));
    await assert.rejects(readVerified(manifest, "codes.bin", read), {
      message:
        "missing file mnist-2d/codes.bin: Unable to load file: codes.bin; reload the page; " +
        "if that does not help, the site was built or copied incompletely: " +
        "run npm run build again and publish the whole of dist"
    });
  });

  it("readVerified(manifest, name, read) names a file that was cut short", async () => {
    const read = async () => bytes.slice(0, 3).buffer;
    await assert.rejects(readVerified(manifest, "codes.bin", read), {
      message: `truncated file mnist-2d/codes.bin: 3 bytes, expected 4; ${REMEDY}`
    });
  });

  it("readVerified(manifest, name, read) passes the browser’s memory by after a wrong file", async () => {
    const asked: (boolean | undefined)[] = [];
    const answers = [new ArrayBuffer(5), bytes.slice().buffer, bytes.slice().buffer];
    const facts = {...manifest, id: "asked-again"};
    const read = async ({isAgain}: FetchOptions) => {
      asked.push(isAgain);
      return answers.shift()!;
    };
    await assert.rejects(readVerified(facts, "codes.bin", read), /^Error: altered file/);
    await readVerified(facts, "codes.bin", read);
    await readVerified(facts, "codes.bin", read);
    assert.deepEqual(asked, [false, true, false]);
  });

  it("readVerified(manifest, name, read) names a file that has grown", async () => {
    const read = async () => new ArrayBuffer(5);
    await assert.rejects(readVerified(manifest, "codes.bin", read), {
      message: `altered file mnist-2d/codes.bin: 5 bytes, expected 4; ${REMEDY}`
    });
  });

  it("readVerified(manifest, name, read) names a file with another byte in it", async () => {
    const other = Uint8Array.of(1, 2, 3, 5);
    const found = createHash("sha256").update(other).digest("hex").slice(0, 8);
    await assert.rejects(
      readVerified(manifest, "codes.bin", async () => other.buffer),
      {
        message:
          `altered file mnist-2d/codes.bin: SHA-256 ${found}…, ` +
          `expected ${sha256.slice(0, 8)}…; ${REMEDY}`
      }
    );
  });

  it("readOrExplain(name, read) passes on what read returns", async () => {
    assert.strictEqual(await readOrExplain("a", async () => 7), 7);
  });
});

describe("model loader engines", async () => {
  /** Puts files in place whose network tfjs alone computes. */
  async function useTfjsModel(activation: "linear" | "sigmoid", changes?: object): Promise<void> {
    const {json, weights} = await tinyModel(activation);
    model.files["decoder/model.json"] = utf8(json);
    model.files["decoder/weights.bin"] = new Uint8Array(weights);
    model.describe(changes);
  }

  it("loader.decoder() decodes with the 8-bit weights in the kernel", async () => {
    const decoder = await modelLoader("tiny", model.read, engines).decoder();
    assert.deepEqual(
      Array.from(await decoder.decode(Float32Array.of(Math.log(3), -100), 1)),
      [191, 0, 0]
    );
    assert.deepEqual([decoder.engine, decoder.reason], ["kernel", undefined]);
    assert.deepEqual(model.requests.toSorted(), ["decoder/int8.bin", "manifest.json"]);
  });

  it("decoder.logits(z, count) fetches the float16 weights, once", async () => {
    const decoder = await modelLoader("tiny", model.read, engines).decoder();
    assert.deepEqual(Array.from(await decoder.logits(Float32Array.of(1, 2), 1)), [1, 2, 4]);
    assert.deepEqual(Array.from(await decoder.hidden(Float32Array.of(1, 2), 1)), [1, 2]);
    assert.deepEqual(model.requests.filter((name) => name === "decoder/weights.bin").length, 1);
  });

  it("loader.decoder() is a plain loop where the kernel cannot run, and says why", async () => {
    const kernel = () => Promise.reject(new Error("no SIMD"));
    const decoder = await modelLoader("tiny", model.read, {...engines, kernel}).decoder();
    assert.deepEqual([decoder.engine, decoder.reason], ["plain", "no SIMD"]);
    assert.deepEqual(Array.from(await decoder.logits(Float32Array.of(1, 2), 1)), [1, 2, 4]);
  });

  it("loader.decoder() does what is forced", async () => {
    const plain = await modelLoader("tiny", model.read, {...engines, forced: "plain"}).decoder();
    assert.deepEqual([plain.engine, plain.reason], ["plain", undefined]);
    await useTfjsModel("linear");
    const startTfjs = async () => {};
    const tfjs = await modelLoader("tiny", model.read, {
      ...engines,
      startTfjs,
      forced: "tfjs"
    }).decoder();
    assert.strictEqual(tfjs.engine, "tfjs-wasm");
    assert.deepEqual(Array.from(await tfjs.logits(Float32Array.of(1, 2), 1)), [1, 2, 4]);
  });

  it("loader.decoder() leaves a network that gives means to tfjs, and waits for it", async () => {
    await useTfjsModel("sigmoid", {decoder: {hidden: [], output: "mean"}});
    const order: string[] = [];
    const startTfjs = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push("engine");
    };
    const {engine} = await modelLoader("tiny", model.read, {...engines, startTfjs}).decoder();
    order.push(engine);
    assert.deepEqual(order, ["engine", "tfjs-wasm"]);
  });

  it("loader.decoder() refuses layers that are not those of the manifest", async () => {
    model.describe({latentSize: 4});
    await assert.rejects(modelLoader("tiny", model.read, engines).decoder(), {
      message: "invalid tiny/decoder: 2–3 linear, expected 4–3 linear"
    });
  });
});
