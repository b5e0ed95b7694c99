import assert from "node:assert/strict";
import {it} from "node:test";
import {parseManifest} from "../../src/formats/manifest.js";
import {exampleManifest} from "./example-manifest.js";

it("parseManifest(value) returns a valid manifest as it is", () => {
  assert.deepEqual(parseManifest(exampleManifest()), exampleManifest());
});

it("parseManifest(value) allows networks without hidden layers", () => {
  assert.deepEqual(parseManifest(changed(["encoder", "hidden"], [])).encoder.hidden, []);
});

it("parseManifest(value) names a missing field", () => {
  assertRejects(["training", "seed"], undefined, "missing field training.seed");
  assertRejects(["files", "codes.bin"], undefined, 'missing field files["codes.bin"]');
});

it("parseManifest(value) names an unknown field", () => {
  assertRejects(["training", "sead"], 7, "unknown field training.sead, expected none of that name");
  assertRejects(["note"], "", "unknown field note, expected none of that name");
});

it("parseManifest(value) refuses what is not an object", () => {
  for (const value of [null, "text", 1]) {
    assert.throws(() => parseManifest(value), {
      message: `invalid manifest: the whole: ${JSON.stringify(value)}, expected an object`
    });
  }
  assertRejects(["image"], 28, "image: 28, expected an object");
});

it("parseManifest(value) shows an integer that is not one", () => {
  assertRejects(["training", "seed"], "7", 'training.seed: "7", expected an integer ≥ 0');
  assertRejects(["training", "seed"], -1, "training.seed: -1, expected an integer ≥ 0");
  assertRejects(["training", "epochs"], 2.5, "training.epochs: 2.5, expected an integer ≥ 1");
  assertRejects(["latentSize"], 0, "latentSize: 0, expected an integer ≥ 1");
  assertRejects(["image", "width"], null, "image.width: null, expected an integer ≥ 1");
  const units = ["decoder", "hidden", 1, "units"];
  assertRejects(units, 0, "decoder.hidden[1].units: 0, expected an integer ≥ 1");
});

it("parseManifest(value) allows a seed of 0", () => {
  assert.strictEqual(parseManifest(changed(["training", "seed"], 0)).training.seed, 0);
});

it("parseManifest(value) shows a number out of its range", () => {
  const rate = ["training", "optimizer", "rate"];
  assertRejects(rate, 0, "training.optimizer.rate: 0, expected a number > 0");
  assertRejects(rate, Infinity, "training.optimizer.rate: Infinity, expected a number > 0");
  assertRejects(rate, NaN, "training.optimizer.rate: NaN, expected a number > 0");
  assertRejects(["results", "kl"], -1, "results.kl: -1, expected a number ≥ 0");
  assertRejects(["results", "elbo"], 137.25, "results.elbo: 137.25, expected a number ≤ 0");
});

it("parseManifest(value) shows a name that is not among those known", () => {
  const activation = ["encoder", "hidden", 0, "activation"];
  assertRejects(
    activation,
    "gelu",
    'encoder.hidden[0].activation: "gelu", expected "relu" or "tanh"'
  );
  assertRejects(["dataset"], "letters", 'dataset: "letters", expected "mnist" or "fashion-mnist"');
  assertRejects(["format"], 2, "format: 2, expected 1");
  assertRejects(["decoder", "output"], 1, 'decoder.output: 1, expected "logits" or "mean"');
});

it("parseManifest(value) shows text that is empty or not text", () => {
  assertRejects(["training", "command"], "", 'training.command: "", expected text');
  assertRejects(["training", "versions", "node"], 20, "training.versions.node: 20, expected text");
});

it("parseManifest(value) refuses an id that cannot be a folder’s name", () => {
  const expected = "expected lower-case letters, digits and hyphens";
  assertRejects(["id"], "../mnist", `id: "../mnist", ${expected}`);
  assertRejects(["id"], "-mnist", `id: "-mnist", ${expected}`);
});

it("parseManifest(value) refuses a slider range beyond (0, 1) or in the wrong order", () => {
  assertRejects(["sliderRange", 0], 0, "sliderRange[0]: 0, expected a number between 0 and 1");
  assertRejects(["sliderRange", 1], 1, "sliderRange[1]: 1, expected a number between 0 and 1");
  const order = "sliderRange: [0.95,0.05], expected the lower end first";
  assertRejects(["sliderRange"], [0.95, 0.05], order);
  assertRejects(
    ["sliderRange"],
    [0.5, 0.5],
    "sliderRange: [0.5,0.5], expected the lower end first"
  );
  assertRejects(["sliderRange"], 0.9, "sliderRange: 0.9, expected two numbers");
});

it("parseManifest(value) refuses results that do not add up", () => {
  const message = "results.elbo: -137.25, expected −reconstruction − kl = -137.5 within 0.01";
  assertRejects(["results", "kl"], 6.5, message);
});

it("parseManifest(value) forgives results the last digit of each", () => {
  assert.strictEqual(parseManifest(changed(["results", "kl"], 6.255)).results.kl, 6.255);
});

it("parseManifest(value) refuses a file without a size or a checksum", () => {
  const codes = ["files", "codes.bin"];
  assertRejects([...codes, "bytes"], 0, 'files["codes.bin"].bytes: 0, expected an integer ≥ 1');
  assertRejects(
    [...codes, "sha256"],
    "0".repeat(63),
    `files["codes.bin"].sha256: "${"0".repeat(59)}…, expected 64 hexadecimal digits`
  );
});

/** Asserts what parseManifest says of the example with one field changed. */
function assertRejects(path: (string | number)[], value: unknown, message: string): void {
  assert.throws(() => parseManifest(changed(path, value)), {
    message: `invalid manifest: ${message}`
  });
}

/** Returns the example with one field set to value, or without it if the value is undefined. */
function changed(path: (string | number)[], value: unknown): unknown {
  const manifest = exampleManifest();
  const last = path.at(-1)!;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (object, key) => object[key] as Record<string, unknown>,
      manifest as unknown as Record<string, unknown>
    );
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return manifest;
}
