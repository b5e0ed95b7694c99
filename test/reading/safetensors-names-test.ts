import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {openOwnModel} from "../../src/own/model.js";
import type {NamedFile} from "../../src/reading/file.js";
import type {ModelSettings} from "../../src/reading/model.js";
import {readModel} from "../../src/reading/model.js";
import {assertInDelta} from "../assert-in-delta.js";
import {numbers, sigmoid} from "./keras-makers.js";
import type {Weight} from "./model-makers.js";
import {jsonFile, safetensorsFile, safetensorsOf} from "./model-makers.js";
import {denseEngines} from "../own/engines.js";

const z = [0.7, -1.3];
const x = [0, 1, 0.5, 0.25];

/** Returns the arrays of dense layers as PyTorch names and lays them: name, inputs, units. */
function linear(
  ...layers: [name: string, inputs: number, units: number][]
): Record<string, Weight> {
  return Object.fromEntries(
    layers.flatMap(([name, inputs, units], seed): [string, Weight][] => [
      [`${name}.weight`, [[units, inputs], numbers(inputs * units, seed)]],
      [`${name}.bias`, [[units], numbers(units, seed + 9, 0.5)]]
    ])
  );
}

/** Returns W a + b. */
function sums(weights: Record<string, Weight>, name: string, a: readonly number[]): number[] {
  const [[units, inputs], kernel] = weights[`${name}.weight`];
  const [, bias] = weights[`${name}.bias`];
  return Array.from({length: units}, (_, j) =>
    a.reduce((sum, value, i) => sum + value * kernel[j * inputs + i], bias[j])
  );
}

const relu = (a: number) => Math.max(0, a);

async function open(files: NamedFile[], settings?: ModelSettings) {
  const own = await openOwnModel(readModel(files), denseEngines, settings);
  const logits = await own.decoder.logits(Float32Array.from(z), 1);
  return {own, means: Array.from(logits, sigmoid)};
}

const file = (weights: Record<string, Weight>): NamedFile => ({
  name: "vae.safetensors",
  bytes: safetensorsFile(weights)
});

describe("safetensors without a manifest", () => {
  const forms: [title: string, encoder: string[], heads: string[], decoder: string[]][] = [
    ["sequential parts", ["encoder.0"], ["mu", "logvar"], ["decoder.0", "decoder.2"]],
    ["PyTorch's example", ["fc1"], ["fc21", "fc22"], ["fc3", "fc4"]],
    [
      "a module around all",
      ["vae.enc.fc"],
      ["vae.enc.fc_mu", "vae.enc.fc_log_var"],
      ["vae.dec.9", "vae.dec.11"]
    ]
  ];
  for (const [title, [below], [mu, logVar], [first, last]] of forms) {
    const weights = linear([below, 4, 5], [mu, 5, 2], [logVar, 5, 2], [first, 2, 5], [last, 5, 4]);
    it(`readModel([safetensors]) tells the layers by names and shapes: ${title}`, async () => {
      const {own, means} = await open([file(weights)], {scale: "logits"});
      const hidden = sums(weights, first, z).map(relu);
      assertInDelta(means, sums(weights, last, hidden).map(sigmoid), 2e-3);
      const code = await own.encoder!.encode(Float32Array.from(x), 1);
      const inner = sums(weights, below, x).map(relu);
      assertInDelta(Array.from(code.mu), sums(weights, mu, inner), 4e-3);
      assertInDelta(Array.from(code.logVar), sums(weights, logVar, inner), 4e-3);
      const chain = `${first} (2 → 5), ${last} (5 → 4)`;
      assert.equal(own.notes[0], `Its layers are told by names and shapes: ${chain}`);
      assert.equal(own.assumptions.hidden, "relu");
      assert.equal(own.assumptions.isSwapped, title === "PyTorch's example" ? false : undefined);
    });
  }

  it("openOwnModel(model) takes hidden layers for what the reader says", async () => {
    const weights = linear(["decoder.0", 2, 5], ["decoder.2", 5, 4]);
    for (const [hidden, activation] of [
      ["tanh", Math.tanh],
      ["leaky_relu", (a: number) => (a < 0 ? 0.01 * a : a)],
      ["sigmoid", sigmoid]
    ] as const) {
      const {means} = await open([file(weights)], {scale: "logits", hidden});
      const inner = sums(weights, "decoder.0", z).map(activation);
      assertInDelta(means, sums(weights, "decoder.2", inner).map(sigmoid), 2e-3);
    }
  });

  const refusals: [title: string, weights: Record<string, Weight>, message: RegExp][] = [
    [
      "convolutions",
      {...linear(["decoder.0", 2, 4]), "decoder.1.weight": [[1, 1, 1, 1], [1]]},
      /decoder.1.weight of shape \[1, 1, 1, 1\], a convolution, expected dense layers alone/
    ],
    [
      "a normalization",
      {...linear(["decoder.0", 2, 4]), "decoder.1.running_mean": [[4], [0, 0, 0, 0]]},
      /decoder.1.running_mean of shape \[4\], a normalization/
    ],
    [
      "two chains",
      linear(["a", 2, 5], ["b", 2, 5], ["c", 5, 4]),
      /several chains of layers from z to pixels/
    ],
    [
      "an auto-encoder whose parts have no names",
      linear(["a", 4, 2], ["b", 2, 4]),
      /a whole auto-encoder whose layers are not called encoder and decoder/
    ]
  ];
  for (const [title, weights, message] of refusals) {
    it(`readModel([safetensors]) refuses ${title}`, () => {
      assert.throws(() => readModel([file(weights)]), {message});
    });
  }
});

describe("safetensors with a manifest", () => {
  const weights = linear(["a", 2, 5], ["b", 5, 4]);
  const manifest = (activation: string, end: object) => ({
    format: 1,
    image: {width: 2, height: 2},
    layout: "output, input",
    decoder: {
      hidden: [{weight: "a.weight", bias: "a.bias", activation}],
      output: {weight: "b.weight", bias: "b.bias", ...end}
    }
  });
  const ended = (activation: (a: number) => number) =>
    sums(weights, "b", sums(weights, "a", z).map(activation));

  it("readModel(files) computes leaky rectifiers and a tanh at the end", async () => {
    const leaky = manifest("leaky_relu", {activation: "tanh"});
    const {means} = await open([file(weights), jsonFile("vae.json", leaky)]);
    const expected = ended((a) => (a < 0 ? 0.01 * a : a));
    assertInDelta(
      means,
      expected.map((a) => (Math.tanh(a) + 1) / 2),
      2e-3
    );
  });

  it("readModel(files) takes the last layer for what the manifest says that it gives", async () => {
    const said = manifest("relu", {activation: "linear", gives: "-1 to 1"});
    const {own, means} = await open([file(weights), jsonFile("vae.json", said)]);
    const expected = ended(relu).map((a) => Math.min(1, Math.max(0, (a + 1) / 2)));
    assertInDelta(means, expected, 2e-3);
    assert.equal(own.assumptions.scale, "-1 to 1");
  });

  it("readModel(files) takes a linear layer for logits, however small, and lets its reader say", async () => {
    const files = [file(weights), jsonFile("vae.json", manifest("relu", {activation: "linear"}))];
    const {own, means} = await open(files);
    assertInDelta(means, ended(relu).map(sigmoid), 2e-3);
    assert.deepEqual(own.assumptions, {scale: "logits", isScaleCertain: false, hidden: undefined});
    const corrected = await open(files, {scale: "means"});
    assert.equal(corrected.own.assumptions.scale, "means");
  });

  it("readModel(files) finds the manifest among other JSON files, and leaves them alone", async () => {
    const others = [
      jsonFile("config.json", {model_type: "vae", hidden: 5}),
      jsonFile("tokenizer.json", []),
      {name: "broken.json", bytes: Buffer.from("{")}
    ];
    const tanh = jsonFile("vae.json", manifest("tanh", {activation: "sigmoid"}));
    for (const files of [
      [...others, tanh],
      [tanh, ...others]
    ]) {
      const {means} = await open([file(weights), ...files]);
      assertInDelta(means, ended(Math.tanh).map(sigmoid), 2e-3);
    }
    const {own} = await open([file(linear(["dec.0", 2, 5], ["dec.2", 5, 4])), ...others]);
    assert.equal(own.assumptions.hidden, "relu");
  });

  it("readModel(files) does not look at arrays that no layer reads", async () => {
    const plain = safetensorsFile(weights);
    const length = Number(Buffer.from(plain).readBigUInt64LE());
    const header = JSON.parse(Buffer.from(plain.subarray(8, 8 + length)).toString()) as object;
    const more = {steps: {dtype: "I64", shape: [], data_offsets: [0, 8]}};
    const bytes = safetensorsOf({...header, ...more}, plain.subarray(8 + length));
    const files = [
      {name: "vae.safetensors", bytes},
      jsonFile("vae.json", manifest("relu", {activation: "sigmoid"}))
    ];
    assertInDelta((await open(files)).means, ended(relu).map(sigmoid), 2e-3);
  });
});
