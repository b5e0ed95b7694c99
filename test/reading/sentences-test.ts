import assert from "node:assert/strict";
import {it} from "node:test";
import {jsonOf} from "../../src/reading/file.js";
import {readModel} from "../../src/reading/model.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const long = "x".repeat(5000);

/** Returns the sentence that refuses a model of these layers. */
function refusal(topology: string, weights: unknown = []): string {
  const manifest = JSON.stringify(weights);
  const json = `{"format":"layers-model","modelTopology":${topology},"weightsManifest":${manifest}}`;
  const files = [
    {name: "model.json", bytes: bytes(json)},
    {name: "w.bin", bytes: new Uint8Array(32)}
  ];
  try {
    readModel(files);
  } catch (error) {
    return (error as Error).message;
  }
  assert.fail("opened");
}

it("jsonOf(bytes, name) refuses JSON that is nested too deeply, by its name", () => {
  const nested = (depth: number) => bytes("[".repeat(depth) + "]".repeat(depth));
  assert.ok(jsonOf(nested(200), "a.json"));
  for (const depth of [201, 200_000]) {
    assert.throws(() => jsonOf(nested(depth), "a.json"), {
      message: "invalid a.json: JSON nested deeper than 200 levels, expected fewer"
    });
  }
});

it("readModel(files) refuses a model within a model within a model … in a sentence", () => {
  let topology = '{"class_name":"Dense","config":{"name":"a","units":4}}';
  for (let i = 0; i < 5000; ++i) {
    topology = `{"class_name":"Sequential","config":{"name":"s","layers":[${topology}]}}`;
  }
  assert.match(refusal(topology), /^invalid model\.json: JSON nested deeper than 200 levels/);
});

it("readModel(files) shows the beginnings of names and values, however long they are", () => {
  const dense = (config: object) => {
    const layer = {class_name: "Dense", config: {name: "a", units: 4, ...config}};
    return JSON.stringify({class_name: "Sequential", config: {name: "d", layers: [layer]}});
  };
  const weights = (spec: object) => [{paths: ["w.bin"], weights: [{name: "a", ...spec}]}];
  const input = {batch_input_shape: [null, 2]};
  for (const sentence of [
    refusal(
      dense({...input, name: long, activation: long}),
      weights({shape: [2, 4], dtype: "float32"})
    ),
    refusal(dense(input), weights({shape: [2, 4], dtype: long})),
    refusal(dense(input), weights({name: long, shape: Array(5000).fill(2), dtype: "float32"})),
    refusal(dense(input).replace("Dense", long), weights({shape: [2, 4], dtype: "float32"}))
  ]) {
    assert.match(sentence, /^invalid model\.json: .*xxx/);
    assert.ok(sentence.length < 900, sentence);
  }
});
