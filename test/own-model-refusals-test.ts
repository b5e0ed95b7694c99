import assert from "node:assert/strict";
import {before, it} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {openOwnModel} from "../src/own-model.js";
import type {NamedFile} from "../src/reading/file.js";
import {readModel} from "../src/reading/model.js";
import {graphFiles, jsonFile, layersFiles} from "./reading/model-makers.js";

const engines = {
  kernel: () => Promise.reject(new Error("none")),
  startTfjs: async () => tf.getBackend()
};
const open = async (files: NamedFile[]) => openOwnModel(readModel(files), engines);

before(() => tf.setBackend("cpu"));

const conv = (channels: number, inputShape = [2, 2, 3]) =>
  tf.sequential({
    layers: [tf.layers.conv2dTranspose({inputShape, filters: channels, kernelSize: 1})]
  });
const decoder = (channels: number, units = 12) =>
  tf.sequential({
    layers: [
      tf.layers.dense({units, inputShape: [2]}),
      tf.layers.reshape({targetShape: [2, units / 6, 3]}),
      tf.layers.conv2dTranspose({filters: channels, kernelSize: 1})
    ]
  });

/** Returns the files with a text in model.json put in place of another one. */
function edited([json, ...rest]: NamedFile[], from: string, to: string): NamedFile[] {
  const text = Buffer.from(json.bytes).toString();
  assert.ok(text.includes(from));
  return [{name: json.name, bytes: Buffer.from(text.replace(from, to))}, ...rest];
}

const cases: [title: string, files: () => Promise<NamedFile[]>, message: string | RegExp][] = [
  [
    "a shard that is missing",
    async () => (await layersFiles(decoder(1))).slice(0, 2),
    "invalid model.json: no file group1-shard2of2.bin of weights, " +
      "expected them beside it: choose all files of the model, or their folder"
  ],
  [
    "a shard that is cut short",
    async () => {
      const [json, first, second] = await layersFiles(decoder(1));
      return [json, first, {...second, bytes: second.bytes.subarray(1)}];
    },
    /^invalid model.json: \d+ bytes in group1-shard1of2.bin, group1-shard2of2.bin, expected \d+ for/
  ],
  [
    "a layer that TensorFlow.js does not know",
    async () => edited(await layersFiles(decoder(1)), '"Conv2DTranspose"', '"Sampling"'),
    "invalid model.json: layer of type Sampling, expected layers that TensorFlow.js has"
  ],
  [
    "an operation that TensorFlow.js does not know",
    async () => graphFiles([1, 2, 3, 4, 5, 6, 7, 8], "Frobnicate"),
    /^invalid model.json: TensorFlow.js cannot run it: Unknown op 'Frobnicate'/
  ],
  [
    "colour images",
    async () => layersFiles(decoder(3)),
    "invalid model.json: outputs of shape [2, 2, 3], so colour images, expected grey ones, [h, w, 1]"
  ],
  [
    "inputs that are no latents",
    async () => layersFiles(conv(1)),
    "invalid model.json: inputs of shape [2, 2, 3], expected [d], the latents z"
  ],
  [
    "images that are too large",
    async () => layersFiles(decoder(1, 6 * 65)),
    "invalid model.json: images of 65 × 2, expected 1 × 1 to 64 × 64"
  ],
  [
    "weights that are NaN",
    async () => graphFiles([NaN, 2, 3, 4, 5, 6, 7, 8]),
    "invalid model.json: it gives NaN for a draw of z, expected finite numbers"
  ],
  [
    "JSON that is none",
    async () => [{name: "model.json", bytes: Buffer.from("{")}],
    "invalid model.json: text that cannot be read, expected JSON"
  ],
  [
    "another file",
    async () => [{name: "a.h5", bytes: Uint8Array.of(0x89, 0x48)}],
    "invalid a.h5: no model, expected a model.json with its weights, or a safetensors file"
  ],
  [
    "two decoders",
    async () => [
      ...(await layersFiles(decoder(1), "a/")),
      ...(await layersFiles(decoder(1), "b/"))
    ],
    "invalid choice: the models a/model.json, b/model.json, " +
      "expected one, or two in folders called encoder and decoder"
  ],
  [
    "a format of another name",
    async () => [jsonFile("model.json", {format: "onnx", modelTopology: {}})],
    'invalid model.json: format "onnx", expected “layers-model” or “graph-model”'
  ],
  [
    "a description without weights",
    async () => [jsonFile("model.json", {modelTopology: {}})],
    "invalid model.json: no field weightsManifest, expected a list of groups of weights"
  ]
];

for (const [title, files, message] of cases) {
  it(`openOwnModel(readModel(files)) refuses ${title}`, async () => {
    const dropped = await files();
    await assert.rejects(() => open(dropped), {message});
  });
}
