import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {fromFloat16} from "../../src/formats/bytes.js";
import {kernelValues} from "../../src/formats/layers.js";
import {readModel} from "../../src/reading/model.js";
import type {Weight} from "./model-makers.js";
import {jsonFile, safetensorsFile, safetensorsOf} from "./model-makers.js";
import {manifest, readMlp, weights} from "./tiny-mlp.js";

describe("safetensors mlp", () => {
  it("readModel([safetensors, manifest]) gives packed layers, rows for inputs", () => {
    const read1 = readMlp();
    assert.ok(read1.type === "packed");
    const {latentSize, image, decoder, encoder} = read1.model;
    assert.deepEqual([latentSize, image, encoder], [2, {width: 2, height: 1}, undefined]);
    const [hidden, output] = decoder;
    assert.deepEqual([hidden.inputs, hidden.units, hidden.activation], [2, 3, "relu"]);
    assert.deepEqual(Array.from(kernelValues(hidden)), [1, 3, 5, 2, 4, 6]);
    assert.deepEqual(Array.from(fromFloat16(hidden.bias)), [7, 8, 9]);
    assert.equal(output.activation, "linear");
    assert.deepEqual(Array.from(kernelValues(output)), [1, 0, 0, 0.5, 0, 0]);
  });

  it("readModel([safetensors]) takes the manifest from the file’s own metadata", () => {
    const bytes = safetensorsFile(weights, {mlp: JSON.stringify(manifest)});
    assert.equal(readModel([{name: "a.safetensors", bytes}]).type, "packed");
  });

  it("readModel([safetensors]) takes weights as Keras lays them", () => {
    const facts = {...manifest, layout: "input, output"};
    const keras: Record<string, Weight> = {
      ...weights,
      "h.weight": [
        [2, 3],
        [1, 3, 5, 2, 4, 6]
      ],
      "out.weight": [
        [3, 2],
        [1, 0, 0, 0.5, 0, 0]
      ]
    };
    assert.deepEqual(readMlp(keras, facts), readMlp());
  });

  it("readModel([safetensors]) joins μ and log σ² of an encoder", () => {
    const one = (value: number): Weight => [[2, 2], Array<number>(4).fill(value)];
    const more: Record<string, Weight> = {
      ...weights,
      "mu.weight": one(1),
      "mu.bias": [[2], [0, 0]],
      "lv.weight": one(2),
      "lv.bias": [[2], [3, 4]]
    };
    const encoder = {
      hidden: [],
      mu: {weight: "mu.weight", bias: "mu.bias"},
      logVar: {weight: "lv.weight", bias: "lv.bias"}
    };
    const result = readMlp(more, {...manifest, encoder});
    assert.ok(result.type === "packed");
    const [layer] = result.model.encoder!;
    assert.deepEqual(Array.from(kernelValues(layer)), [1, 1, 2, 2, 1, 1, 2, 2]);
    assert.deepEqual(Array.from(fromFloat16(layer.bias)), [0, 0, 3, 4]);
  });
});

describe("safetensors refusals", () => {
  const file = (bytes: Uint8Array) => [{name: "a.safetensors", bytes}];
  const refusals: [title: string, act: () => unknown, message: string | RegExp][] = [
    [
      "layers that do not fit",
      () =>
        readMlp({
          ...weights,
          "out.weight": [
            [2, 2],
            [1, 2, 3, 4]
          ]
        }),
      "invalid vae.safetensors: decoder: layer 2 of 2 inputs, expected 3, what the one before gives"
    ],
    [
      "outputs that are no image",
      () => readMlp(weights, {...manifest, image: {width: 3, height: 1}}),
      "invalid vae.safetensors: out.weight: 2 outputs, expected 3 for images of 3 × 1"
    ],
    [
      "a weight that is NaN",
      () => readMlp({...weights, "h.bias": [[3], [0, NaN, 0]]}),
      "invalid vae.safetensors: h.weight: bias NaN at 1, expected numbers up to ±65504"
    ],
    [
      "a bias of another length",
      () => readMlp({...weights, "h.bias": [[2], [0, 0]]}),
      "invalid vae.safetensors: h.bias: shape [2], expected [3], the outputs of h.weight"
    ],
    [
      "an unknown activation",
      () =>
        readMlp(weights, {
          ...manifest,
          decoder: {
            hidden: [{...manifest.decoder.hidden[0], activation: "gelu"}],
            output: manifest.decoder.output
          }
        }),
      /^invalid manifest of the layers: decoder.hidden\[0\].activation: "gelu", expected "relu" or "tanh" or "leaky_relu" or "sigmoid"$/
    ],
    [
      "names that make no square image",
      () =>
        readModel(
          file(
            safetensorsFile({
              ...weights,
              "out.weight": [
                [2, 3],
                [1, 0, 0, 0, 0.5, 0]
              ]
            })
          )
        ),
      /^invalid a.safetensors: 2 outputs, which are no square, expected a JSON file beside it, .* h.weight, out.weight$/
    ],
    [
      "a header beyond its end",
      () => readModel(file(Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 123))),
      "invalid a.safetensors: a header of 255 bytes, expected one within its 9 bytes"
    ],
    [
      "an unknown type of numbers",
      () =>
        readModel([
          {
            name: "a.safetensors",
            bytes: safetensorsOf(
              {"h.weight": {dtype: "I8", shape: [1, 1], data_offsets: [0, 1]}},
              new Uint8Array(1)
            )
          },
          jsonFile("a.json", manifest)
        ]),
      'invalid a.safetensors: h.weight: dtype "I8", expected F64, F32, F16, BF16'
    ]
  ];

  for (const [title, act, message] of refusals) {
    it(`readModel([safetensors]) refuses ${title}`, () => {
      assert.throws(act, {message});
    });
  }

  it("readModel([safetensors]) names an array that is missing", () => {
    const {"h.bias": _, ...rest} = weights;
    assert.throws(() => readMlp(rest), {
      message:
        "invalid vae.safetensors: no array “h.bias”, expected one of h.weight, out.weight, out.bias"
    });
  });
});
