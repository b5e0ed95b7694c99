import assert from "node:assert/strict";
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {before, describe, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../../src/own/model.js";
import type {NamedFile} from "../../src/reading/file.js";
import {readModel} from "../../src/reading/model.js";
import {projectFolder} from "../../tools/project.js";
import {assertInDelta} from "../assert-in-delta.js";
import {sigmoid} from "./keras-makers.js";
import {readDamaged} from "./mutations.js";
import {plainEngines} from "../own/engines.js";

const folder = join(projectFolder, "test/reading/cases");
const expected = JSON.parse(readFileSync(join(folder, "onnx.json"), "utf8")) as Record<
  string,
  number[][]
>;
const operations = JSON.parse(readFileSync(join(folder, "operations.json"), "utf8")) as Record<
  string,
  number[]
>;
const z = Float32Array.of(0.7, -1.3, 0.1, 0.4);
const x = Float32Array.from({length: 16}, (_, i) => i / 15);

/** Returns an ONNX file as PyTorch has written it, with the file of its weights if it has one. */
function files(name: string, called = `${name}.onnx`): NamedFile[] {
  const read = (path: string) => new Uint8Array(readFileSync(path));
  const path = join(folder, `${name}.onnx`);
  const data = `${path}.data`;
  const more = existsSync(data) ? [{name: `${name}.onnx.data`, bytes: read(data)}] : [];
  return [{name: called, bytes: read(path)}, ...more];
}

const open = (all: NamedFile[]) => openOwnModel(readModel(all), plainEngines);

before(() => tf.setBackend("cpu"));

describe("onnx", () => {
  for (const [name, engine, mean] of [
    ["mlp-script", "plain", (value: number) => value],
    ["conv-script", "tfjs-cpu", (value: number) => value],
    ["conv-dynamo", "tfjs-cpu", (value: number) => value],
    ["up-script", "tfjs-cpu", (value: number) => (value + 1) / 2],
    ["up-dynamo", "tfjs-cpu", (value: number) => (value + 1) / 2]
  ] as const) {
    it(`openOwnModel(model) computes what PyTorch does: ${name}`, async () => {
      const {decoder} = await open(files(name));
      const means = Array.from(await decoder.logits(z, 2), sigmoid);
      assertInDelta(means, expected[name][0].map(mean), 1e-4);
      assert.equal(decoder.engine, engine);
      const side = name.startsWith("mlp") ? 4 : 8;
      assert.deepEqual([decoder.width, decoder.height], [side, side]);
    });
  }

  for (const [name, given] of Object.entries(operations)) {
    it(`openOwnModel(model) computes what PyTorch does by operations: ${name}`, async () => {
      const {decoder} = await open(files(`operations/${name}`));
      const means = Array.from(await decoder.logits(z, 2), sigmoid);
      assertInDelta(means, given, 1e-3);
    });
  }

  for (const name of ["vae-script", "vae-dynamo"]) {
    it(`openOwnModel(model) takes a whole auto-encoder apart: ${name}`, async () => {
      const {decoder, encoder, notes} = await open(files(name));
      const means = Array.from(await decoder.logits(z, 2), sigmoid);
      const [pixels, mu, logVar] = expected[name];
      assertInDelta(means, pixels, 5e-4);
      const code = await encoder!.encode(x, 1);
      assertInDelta(Array.from(code.mu), mu, 1e-3);
      assertInDelta(Array.from(code.logVar), logVar, 1e-3);
      assert.match(
        notes[0],
        /whole auto-encoder: its decoder, behind the layer \S+ that samples z/
      );
    });
  }

  it("openOwnModel(model) computes an encoder with convolutions beside its decoder", async () => {
    const {encoder} = await open([...files("mlp-script"), ...files("cenc-script", "encoder.onnx")]);
    const {mu, logVar} = await encoder!.encode(x, 1);
    assertInDelta(Array.from(mu), expected["cenc-script"][0], 1e-4);
    assertInDelta(Array.from(logVar), expected["cenc-script"][1], 1e-4);
  });

  it("readModel(files) names the file of weights that is missing", () => {
    assert.throws(() => readModel(files("conv-dynamo").slice(0, 1)), {
      message:
        "invalid conv-dynamo.onnx: no file conv-dynamo.onnx.data of weights, " +
        "expected it beside the ONNX file: choose both, or their folder"
    });
  });

  it("readModel(files) names an operation that it does not know", () => {
    const [file] = files("conv-script");
    const text = Buffer.from(file.bytes).toString("latin1");
    const bytes = Buffer.from(text.replace("\u0009LeakyRelu", "\u0009SwirlRelu"), "latin1");
    assert.throws(() => readModel([{...file, bytes}]), {
      message: /^invalid conv-script.onnx: the operation SwirlRelu, expected those of dense and/
    });
  });

  for (const [name, seed] of [
    ["mlp-script", 211],
    ["conv-script", 212],
    ["vae-script", 213]
  ] as const) {
    it(`openOwnModel(model) tells what is wrong with 1000 damaged files: ${name}`, async () => {
      const [file] = files(name);
      const read = async (bytes: Uint8Array) => {
        const {decoder} = await open([{...file, bytes}]);
        try {
          const {latentSize, width, height} = decoder;
          const logits = await decoder.logits(new Float32Array(latentSize).fill(0.5), 1);
          return {logits, pixels: width * height};
        } finally {
          decoder.dispose();
        }
      };
      const readable = await readDamaged(file.bytes, {seed, count: 1000}, read, (result) =>
        assert.equal(result.logits.length, result.pixels)
      );
      assert.ok(readable < 1000);
    });
  }
});
