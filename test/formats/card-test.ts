import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {
  byteSize,
  counted,
  decimals,
  layerSizes,
  modelCard,
  parameterCount,
  percent,
  shareBelow,
  thousands
} from "../../src/formats/card.js";
import {exampleManifest} from "./example-manifest.js";

describe("card", () => {
  it("modelCard(manifest) has its sections in order", () => {
    const headings = modelCard(exampleManifest()).match(/^#+ .*$/gm);
    assert.deepEqual(headings, [
      "# mnist-2d",
      "## What it is for",
      "## Data and licence",
      "## Architecture",
      "## Numbers",
      "## Limits",
      "## How to make it again",
      "## Files"
    ]);
  });

  it("modelCard(manifest) names the data set, its makers and its licence", () => {
    const card = modelCard({...exampleManifest(), dataset: "fashion-mnist"});
    assertSays(card, "Trained on 60,000 images of Fashion-MNIST; measured on the 10,000 images");
    assertSays(card, "The data set was made by Zalando Research");
    assertSays(card, "Its licence is MIT, © 2017 Zalando SE");
    assert.doesNotMatch(card, /digits/);
  });

  it("modelCard(manifest) says how the networks are built", () => {
    const card = modelCard(exampleManifest());
    assertSays(card, "| encoder q(z∣x) | 784 – 500 ReLU | mu and logVar, 2 each | 394,504 |");
    assertSays(
      card,
      "| decoder p(x∣z) | 2 – 100 ReLU – 500 tanh | 784 logits; mean = sigmoid(logit) | 443,584 |"
    );
  });

  it("modelCard(manifest) says if the decoder’s output is means", () => {
    const manifest = exampleManifest();
    manifest.decoder.output = "mean";
    assertSays(modelCard(manifest), "| 784 means, in (0, 1) |");
  });

  it("modelCard(manifest) gives −ELBO, its parts and the estimator", () => {
    const card = modelCard(exampleManifest());
    assertSays(card, "| −ELBO | 137.25 |");
    assertSays(card, "| reconstruction, the mean of −log p(x∣z) over q(z∣x) | 131.00 |");
    assertSays(card, "| KL(q(z∣x) ‖ p(z)) | 6.25 |");
    assertSays(card, "Means over 10,000 images of the estimator of the paper’s equation (10)");
    assertSays(card, "the reconstruction from 5 posterior samples per image");
  });

  it("modelCard(manifest) says how much of the prior the sliders reach", () => {
    const manifest = exampleManifest();
    assertSays(modelCard(manifest), "holds 81 % of the prior’s mass");
    assertSays(modelCard({...manifest, latentSize: 4}), "holds 66 % of the prior’s mass");
  });

  it("modelCard(manifest) says how to make the model again", () => {
    const card = modelCard(exampleManifest());
    assertSays(card, "```sh npm run train -- --model mnist-2d ```");
    assertSays(card, "Adam with step size 0.001, falling to 0 along half a cosine");
    assertSays(card, "minibatches of 100 images, 1 posterior sample per image");
    assertSays(card, "started by the “fan-in” rule; seed 7.");
    assertSays(card, "It saw 1,800,000 images in 30 epochs and 90.0 minutes");
    assertSays(card, "(node 20.20.2, tfjs 4.22.0)");
  });

  it("modelCard(manifest) lists every file with its size and checksum", () => {
    const card = modelCard(exampleManifest());
    assertSays(card, `| \`decoder/weights.bin\` | 4.0 kB | \`${"3".repeat(64)}\` |`);
    assert.strictEqual(card.match(/^\| `/gm)?.length, 7);
  });

  /** Asserts that a text has these words, however its lines are broken. */
  function assertSays(text: string, words: string): void {
    const flat = text.replaceAll(/\s+/g, " ");
    assert.ok(flat.includes(words), `expected “${words}” in:\n${text}`);
  }
});

describe("wording", () => {
  it("thousands(value) puts commas between thousands", () => {
    assert.deepEqual([0, 999, 1800000].map(thousands), ["0", "999", "1,800,000"]);
  });

  it("decimals(value, digits) rounds and pads", () => {
    assert.strictEqual(decimals(137.256, 2), "137.26");
    assert.strictEqual(decimals(90, 1), "90.0");
  });

  it("counted(value, noun) is singular for one only", () => {
    assert.strictEqual(counted(1, "image"), "1 image");
    assert.strictEqual(counted(0, "image"), "0 images");
    assert.strictEqual(counted(60000, "image"), "60,000 images");
  });

  it("percent(share) rounds to whole percents", () => {
    assert.strictEqual(percent(0.9 ** 4), "66 %");
  });

  it("byteSize(bytes) chooses the unit", () => {
    assert.deepEqual([999, 1000, 140016, 1653249].map(byteSize), [
      "999 B",
      "1.0 kB",
      "140.0 kB",
      "1.65 MB"
    ]);
  });

  it("layerSizes(inputs, hidden) starts with the inputs", () => {
    assert.strictEqual(layerSizes(784, []), "784");
    assert.strictEqual(
      layerSizes(784, [
        {units: 500, activation: "relu"},
        {units: 20, activation: "tanh"}
      ]),
      "784 – 500 ReLU – 20 tanh"
    );
  });

  it("parameterCount(inputs, hidden, outputs) counts weights and biases", () => {
    assert.strictEqual(parameterCount(2, [], 3), 9);
    assert.strictEqual(parameterCount(2, [{units: 500, activation: "tanh"}], 784), 1500 + 392784);
  });

  it("shareBelow(share) rounds down: only all is 100 %", () => {
    assert.deepEqual([1, 0.999994, 0.999874].map(shareBelow), ["100 %", "99.99 %", "99.98 %"]);
  });
});
