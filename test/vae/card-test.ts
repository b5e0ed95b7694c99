import assert from "node:assert/strict";
import {it} from "node:test";
import {modelCard} from "../../src/vae/card.js";
import {exampleManifest} from "./example-manifest.js";

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
