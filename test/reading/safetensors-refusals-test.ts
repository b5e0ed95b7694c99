import assert from "node:assert/strict";
import {it} from "node:test";
import {readModel} from "../../src/reading/read-model.js";
import {safetensorsFile, safetensorsOf} from "./model-makers.js";
import {manifest, readMlp, weights} from "./tiny-mlp.js";

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
    /^invalid manifest of the layers: decoder.hidden\[0\].activation: "gelu", expected "relu" or "tanh"$/
  ],
  [
    "no manifest",
    () => readModel(file(safetensorsFile(weights))),
    "invalid a.safetensors: no manifest of its layers, " +
      "expected a JSON file beside it, or one as the metadata “mlp”"
  ],
  [
    "a header beyond its end",
    () => readModel(file(Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 123))),
    "invalid a.safetensors: a header of 255 bytes, expected one within its 9 bytes"
  ],
  [
    "an unknown type of numbers",
    () =>
      readModel(
        file(safetensorsOf({w: {dtype: "I8", shape: [1], data_offsets: [0, 1]}}, new Uint8Array(1)))
      ),
    'invalid a.safetensors: w: dtype "I8", expected F64, F32, F16, BF16'
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
