import assert from "node:assert/strict";
import {before} from "node:test";
import * as tf from "@tensorflow/tfjs";
import {independentQuantile} from "../harness/independent.js";
import {assertShows} from "../harness/ink.js";
import {
  convolutionalVae,
  dropModel,
  inkOfMeans,
  modelLine,
  modelZone,
  ownCanvas,
  ownSlider
} from "../harness/own-model.js";
import {siteTest} from "../harness/site.js";
import {
  graphFiles,
  jsonFile,
  layersFiles,
  perceptronManifest,
  safetensorsFile,
  type Weight
} from "../reading/model-makers.js";

before(() => tf.setBackend("cpu"));

const seen = {timeout: 60_000};

/** Returns a perceptron of three latents and 5 × 4 pixels, as files, and what it computes. */
function perceptron() {
  const numbers = (count: number, scale: number) =>
    Array.from({length: count}, (_, i) => scale * Math.sin(7 * i + count));
  const weights: Record<string, Weight> = {
    w1: [[3, 6], numbers(18, 1)],
    b1: [[6], numbers(6, 0.5)],
    w2: [[6, 20], numbers(120, 1)],
    b2: [[20], numbers(20, 1)]
  };
  const layer = (x: number[], w: string, b: string) =>
    weights[b][1].map((bias, j, {length}) =>
      x.reduce((sum, xi, i) => sum + xi * weights[w][1][i * length + j], bias)
    );
  const means = (z: number[]) =>
    layer(layer(z, "w1", "b1").map(Math.tanh), "w2", "b2").map((a) => 1 / (1 + Math.exp(-a)));
  const bytes = safetensorsFile(weights);
  return {
    files: [{name: "three.safetensors", bytes}, jsonFile("three.json", perceptronManifest(5, 4))],
    means
  };
}

siteTest(
  "a convolutional VAE of Keras’ kind gets a row on the board, as it is",
  {},
  async (page) => {
    const {decoder, encoder} = convolutionalVae();
    await dropModel(page, [
      ...(await layersFiles(decoder, "decoder/")),
      ...(await layersFiles(encoder, "encoder/"))
    ]);
    await modelLine(page).getByText("2 latents, images of 28 × 28").waitFor(seen);
    assert.match(await modelLine(page).innerText(), /It runs in TensorFlow\.js/);
    const means = (z: number[]) => (decoder.predict(tf.tensor2d([z])) as tf.Tensor).dataSync();
    for (const u of [
      [0.5, 0.5],
      [0.2, 0.8]
    ]) {
      for (const [i, ui] of u.entries()) await ownSlider(page, i + 1).fill(String(ui));
      await assertShows(
        ownCanvas(page, "image"),
        inkOfMeans(means(u.map(independentQuantile)), 28)
      );
    }
    const corner = [0.35, 0.05].map(independentQuantile);
    const part = {x: 28, y: 0, width: 28, height: 28};
    await assertShows(ownCanvas(page, "sheet"), inkOfMeans(means(corner), 28), part);
    await page.locator("[data-view=plane]").scrollIntoViewIfNeeded();
    await page.getByText("the model came without codes of test images").waitFor(seen);
  }
);

siteTest("a perceptron takes its place, and another model the place of it", {}, async (page) => {
  const {files, means} = perceptron();
  await dropModel(page, files);
  await modelLine(page).getByText("three.safetensors: 3 latents, images of 5 × 4").waitFor(seen);
  for (const [i, ui] of [0.3, 0.6, 0.9].entries()) await ownSlider(page, i + 1).fill(String(ui));
  const z = [0.3, 0.6, 0.9].map(independentQuantile);
  await assertShows(ownCanvas(page, "image"), inkOfMeans(means(z), 5));
  assert.match(await page.locator("[data-view=mapping] figcaption").innerText(), /u₃, three/);
  const one = tf.sequential({layers: [tf.layers.dense({units: 9, inputShape: [1]})]});
  await dropModel(page, await layersFiles(one, "line/"));
  await modelLine(page).getByText("line: 1 latent, images of 3 × 3").waitFor(seen);
  await page.getByText("line has one latent, and a plane needs two").waitFor(seen);
  assert.equal(await page.locator(".own-row .slider").count(), 1);
});

siteTest("a graph model draws what it computes", {}, async (page) => {
  const weights = [1, -2, 0.5, 3, -1, 2, -0.5, 1]; // sigmoid(z · W), row by row
  await dropModel(page, graphFiles(weights));
  await modelLine(page).getByText("2 latents, images of 2 × 2").waitFor(seen);
  for (const [i, ui] of [0.2, 0.7].entries()) await ownSlider(page, i + 1).fill(String(ui));
  const [z1, z2] = [0.2, 0.7].map(independentQuantile);
  const means = [0, 1, 2, 3].map((j) => {
    const sum = z1! * weights[j]! + z2! * weights[4 + j]!;
    return 1 / (1 + Math.exp(-sum));
  });
  await assertShows(ownCanvas(page, "image"), inkOfMeans(means, 2));
});

siteTest("what does not fit is told in its place, and the page goes on", {}, async (page) => {
  const {files} = perceptron();
  const status = modelZone(page).getByRole("status");
  const [model, ...shards] = await layersFiles(convolutionalVae().decoder);
  await dropModel(page, [model, shards[0]]);
  await status.getByText("no file group1-shard2of2.bin of weights").waitFor(seen);
  const text = Buffer.from(model.bytes).toString().replaceAll("LeakyReLU", "Swirl");
  await dropModel(page, [{name: "model.json", bytes: Buffer.from(text)}, ...shards]);
  await status.getByText("Swirl").waitFor(seen);
  assert.match(await status.innerText(), /^invalid model\.json: /);
  assert.equal(await page.locator(".own-row").count(), 0);
  await dropModel(page, files);
  await modelLine(page).getByText("3 latents").waitFor(seen);
  assert.equal(await status.innerText(), "");
  await page.getByRole("button", {name: "Remove it"}).press("Enter");
  await page.locator(".own-row").waitFor({state: "detached"});
  await page.waitForFunction(async () => (await indexedDB.databases()).length === 0);
  await page.reload();
  await page.waitForLoadState("networkidle");
  assert.equal(await modelLine(page).isVisible(), false);
});
