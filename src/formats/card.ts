import type {HiddenLayer} from "./architecture.js";
import type {DatasetFacts} from "./dataset.js";
import {datasetFacts} from "./dataset.js";
import {imageValues} from "./image-size.js";
import type {Manifest, RunManifest} from "./manifest.js";

/** Returns a model’s card, its CARD.md, in Markdown: all that it says of the model is in the manifest. */
export function modelCard(manifest: Manifest): string;
/** Returns the card of a model of any images, of which the facts are given. */
export function modelCard(manifest: RunManifest, facts: DatasetFacts): string;
export function modelCard(manifest: RunManifest, given?: DatasetFacts): string {
  const facts = given ?? datasetFacts[(manifest as Manifest).dataset];
  const sections = [summary, purpose, data, architecture, numbers, limits, training, files];
  return `${sections.map((section) => section(manifest, facts)).join("\n\n")}\n`;
}

function summary({id, image, latentSize}: RunManifest, {title, subject}: DatasetFacts): string {
  return `# ${id}

A variational auto-encoder of ${title} with ${counted(latentSize, "latent dimension")}.
Its encoder turns an image of ${image.width} × ${image.height} pixels${image.channels === 3 ? " in color" : ""} into a Gaussian over latent points;
its decoder turns any latent point into an image in the manner of ${title}’s ${subject}.`;
}

function purpose({sliderRange: [low, high]}: RunManifest, {subject}: DatasetFacts): string {
  return `## What it is for

To be looked at. It drives figures that explain “Auto-Encoding Variational Bayes” (Kingma &
Welling, 2013), where the decoder draws the image. A slider of a latent dimension goes from
u = ${low} to ${high} at first, with z = Φ⁻¹(u). It suits teaching and the comparison of small models of
${subject}. It is no classifier, and no source of training data.`;
}

function data(
  {training: {images}, results: {testImages}}: RunManifest,
  {title, origin, licence, home}: DatasetFacts
): string {
  return `## Data and licence

Trained on ${counted(images, "image")} of ${title}; measured on the ${counted(testImages, "image")} of its test set,
on which it was not trained. The data set was ${origin}.
Its licence is ${licence}${home === "" ? "" : ` ([home page](${home}))`}.

No image of it is kept here, only the codes of the test images with their labels. Weights and
codes are under the licence of this repository (MIT), without prejudice to that of the data set.`;
}

function architecture({image, latentSize, encoder, decoder}: RunManifest): string {
  const pixels = imageValues(image);
  const inward = parameterCount(pixels, encoder.hidden, 2 * latentSize);
  const outward = parameterCount(latentSize, decoder.hidden, pixels);
  const output = decoder.output === "logits" ? "logits; mean = sigmoid(logit)" : "means, in (0, 1)";
  return `## Architecture

| network | layers | output | parameters |
| --- | --- | --- | ---: |
| encoder q(z∣x) | ${layerSizes(pixels, encoder.hidden)} | mu and logVar, ${latentSize} each | ${thousands(inward)} |
| decoder p(x∣z) | ${layerSizes(latentSize, decoder.hidden)} | ${pixels} ${output} | ${thousands(outward)} |

The prior p(z) is N(0, I). q(z∣x) is a Gaussian with diagonal covariance; logVar is log σ².
p(x∣z) is one Bernoulli per ${image.channels === 3 ? COLOR_PIXELS : GREY_PIXELS}; an image is
given row by row from the top left.`;
}

const GREY_PIXELS = "pixel. A pixel is a number from 0 (paper) to 1 (ink)";
const COLOR_PIXELS =
  "channel of a pixel. A pixel is its red, green and blue, each from 0 (dark) to 1 (light)";

function numbers({results}: RunManifest): string {
  const {elbo, reconstruction, kl, testImages, posteriorSamples} = results;
  return `## Numbers

| on the test set | nats per image |
| --- | ---: |
| −ELBO | ${decimals(-elbo, 2)} |
| reconstruction, the mean of −log p(x∣z) over q(z∣x) | ${decimals(reconstruction, 2)} |
| KL(q(z∣x) ‖ p(z)) | ${decimals(kl, 2)} |

Means over ${counted(testImages, "image")} of the estimator of the paper’s equation (10): the KL in closed
form, the reconstruction from ${counted(posteriorSamples, "posterior sample")} per image. Less is better.`;
}

function limits(
  {latentSize, sliderRange: [low, high], rounding}: RunManifest,
  {title, subject}: DatasetFacts
): string {
  return `## Limits

- It knows ${title} and nothing else. The encoder answers to any other image too, and the answer
  means nothing.
- ${counted(latentSize, "latent dimension")} cannot hold all that tells ${subject} apart: images come out smooth,
  and what is rare in the data is drawn as something more common.
- The range of the sliders holds ${percent((high - low) ** latentSize)} of the prior’s mass; what lies beyond is out of their
  reach.
- Pixels between 0 and 1 are read as Bernoulli probabilities, as in the paper. So −ELBO is above
  0 even for a perfect reconstruction, and not comparable with results on binarised images.
- Weights are stored as float16, which moves a pixel by about 1 of 255 at most. Pictures come from
  8-bit weights: over the codes of the test set they move a pixel by ${decimals(rounding.meanDifference, 2)} of 255 in the mean,
  ${shareBelow(rounding.within4)} of the pixels by at most 4, and none by more than ${rounding.largestDifference}.`;
}

function training({id, training: t}: RunManifest): string {
  const name = {adam: "Adam", adagrad: "Adagrad"}[t.optimizer.name];
  const schedule = {constant: "constant", cosine: "falling to 0 along half a cosine"};
  const {beta = 1, reduction = "sum"} = t;
  const isBound = beta === 1 && reduction === "sum";
  const objective = isBound
    ? ""
    : ` What it raised was not the bound:\nit was reconstruction − ${beta} · KL, with the reconstruction as the ${reduction} over the pixels.`;
  const versions = Object.entries(t.versions).map(([program, version]) => `${program} ${version}`);
  return `## How to make it again

\`\`\`sh
${t.command}
\`\`\`

${name} with step size ${t.optimizer.rate}, ${schedule[t.optimizer.schedule]}; minibatches of
${counted(t.batchSize, "image")}, ${counted(t.samples, "posterior sample")} per image; weights started by the “${t.initializer}”
rule; seed ${t.seed}.${objective} It saw ${counted(t.imagesSeen, "image")} in ${counted(t.epochs, "epoch")} and ${decimals(t.wallTimeSeconds / 60, 1)} minutes
(${versions.join(", ")}). The same seed and versions give the same curve; another processor
may round differently.

It opens without anything of this repository: \`tf.loadLayersModel("…/${id}/decoder/model.json")\`.`;
}

function files({files: entries}: RunManifest): string {
  const rows = Object.entries(entries).map(
    ([name, {bytes, sha256}]) => `| \`${name}\` | ${byteSize(bytes)} | \`${sha256}\` |`
  );
  return `## Files

| file | size | SHA-256 |
| --- | ---: | --- |
${rows.join("\n")}`;
}

/** Returns an integer with commas between thousands. */
export function thousands(value: number): string {
  return value.toLocaleString("en-US");
}

/** Returns a number with commas between thousands, rounded to a number of decimals. */
export function decimals(value: number, digits: number): string {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits
  });
}

/** Returns a number of things in words, such as “1 image” or “60,000 images”. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${thousands(value)} ${value === 1 ? one : many}`;
}

/** Returns a share, in [0, 1], in percent and rounded down, so that only all is “100 %”. */
export function shareBelow(share: number): string {
  return `${Math.floor(1e4 * share) / 100} %`;
}

/** Returns a share, in [0, 1], in percent, such as “81 %”. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Returns a number of bytes, in kB from a thousand on and in MB from a million on. */
export function byteSize(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  return bytes < 1e6 ? `${decimals(bytes / 1e3, 1)} kB` : `${decimals(bytes / 1e6, 2)} MB`;
}

/** Returns the sizes of a network’s layers but the last, such as “784 – 500 ReLU – 500 tanh”. */
export function layerSizes(inputs: number, hidden: HiddenLayer[]): string {
  const names = {relu: "ReLU", tanh: "tanh"};
  const layers = hidden.map(({units, activation}) => `${units} ${names[activation]}`);
  return [inputs, ...layers].join(" – ");
}

/** Returns how many weights and biases a network of dense layers has. */
export function parameterCount(inputs: number, hidden: HiddenLayer[], outputs: number): number {
  const sizes = [inputs, ...hidden.map(({units}) => units), outputs];
  return sizes.slice(1).reduce((sum, units, i) => sum + (sizes[i] + 1) * units, 0);
}
