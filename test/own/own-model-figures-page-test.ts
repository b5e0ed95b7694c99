import assert from "node:assert/strict";
import {before as beforeAll} from "node:test";
import * as tf from "@tensorflow/tfjs";
import type {Page} from "playwright-core";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {modelZip} from "../../src/training/write-zip.js";
import {openModelZip} from "../../src/training/open-zip.js";
import {openRun} from "../../src/training/run.js";
import {manifestDecoderLayers, unpackFloat16} from "../../src/formats/layers.js";
import {independentQuantile} from "../harness/independent.js";
import {assertShows, type Ink} from "../harness/ink.js";
import {dropModel, keptAreListed, modelLine, ownCanvas, ownSlider} from "../harness/own-model.js";
import {savedTables} from "../harness/save.js";
import {equipped, siteTest} from "../harness/site.js";
import {layersFiles} from "../reading/model-makers.js";
import {SIDE, tinyImages, tinyPlan} from "../training/tiny-run.js";
import {compileKernel} from "../../tools/models/compile-kernel.js";

const seen = {timeout: 60_000};
let zip: Uint8Array;
let decode: (z: number[]) => Ink;

beforeAll(async () => {
  const kernel = await WebAssembly.compile(await compileKernel("training"));
  const run = await openRun({plan: tinyPlan(), images: tinyImages, kernel});
  for (let step = 0; step < 40; ++step) await run.next();
  const image = {width: SIDE, height: SIDE};
  const labels = Uint8Array.from({length: 30}, (_, i) => i % 2);
  const tools = {...run.parts, versions: {node: process.versions.node}};
  zip = await modelZip(run.state(), {image, labels}, tools);
  const {manifest, decoderWeights} = await openModelZip({name: "own.zip", bytes: zip});
  const layers = unpackFloat16(manifestDecoderLayers(manifest), decoderWeights);
  const network = createPlainNetwork(layers);
  decode = (z) => ({width: SIDE, height: SIDE, ink: network.pixels(Float32Array.from(z), 1)});
});

const chooseOwn = (page: Page, figure: string) =>
  page.locator(figure).getByRole("radio", {name: "your own", exact: true}).check({force: true});

/** Resolves when the sum of the gap’s figure adds up for a model of one’s own. */
async function sumOf(page: Page, old: string): Promise<number[]> {
  await page.waitForFunction(
    (before) => {
      const text = document.querySelector(".bound-sum [data-value=evidence]")?.textContent;
      return text !== before && document.querySelector(".gap-figure.waiting") === null;
    },
    old,
    seen
  );
  const names = ["reconstruction", "kl-prior", "gap", "evidence"];
  const texts = await page.evaluate(
    (ids) => ids.map((id) => document.querySelector(`.bound-sum [data-value=${id}]`)!.textContent!),
    names
  );
  return texts.map((text) => Number(text.replace("−", "-")));
}

/** Returns the evidence of the first image, once the figure is at rest. */
async function evidence(page: Page): Promise<string> {
  await page.locator("#gap").scrollIntoViewIfNeeded();
  const value = page.locator(".bound-sum [data-value=evidence]");
  await value.getByText(/\d/).waitFor(seen);
  return (await value.textContent())!;
}

siteTest(
  "a zip of section 3 stands on the board, with its codes, and on other pages",
  {},
  async (page) => {
    await dropModel(page, [{name: "own.zip", bytes: zip}]);
    await modelLine(page).getByText(`2 latents, images of ${SIDE} × ${SIDE}`).waitFor(seen);
    for (const [i, ui] of [0.25, 0.7].entries()) await ownSlider(page, i + 1).fill(String(ui));
    await assertShows(ownCanvas(page, "image"), decode([0.25, 0.7].map(independentQuantile)));
    await page.locator("[data-view=plane]").scrollIntoViewIfNeeded();
    await page.locator(".legend").getByRole("button", {name: "1", exact: true}).waitFor(seen);
    assert.equal(await page.locator(".legend button").count(), 2);

    const {origin} = new URL(page.url());
    await page.goto(`${origin}${new URL(page.url()).pathname}manifold`);
    await equipped(page);
    await chooseOwn(page, "#manifold");
    await modelLine(page).getByText("2 latents").waitFor(seen);
    const cell = page.locator(".cell-readout canvas[role=img]");
    const middle = await page.locator(".cell-readout .of-z").innerText();
    const z = middle.match(/−?[\d.]+/g)!.map((text) => Number(text.replace("−", "-")));
    await assertShows(cell, decode(z));
    await page.locator("#manifold").getByLabel("metric").check();
    await page.locator(".outlines ellipse").first().waitFor(seen);

    await chooseOwn(page, "#paths");
    await page.locator("#paths").scrollIntoViewIfNeeded();
    const strip = page.locator("#paths .paths-readout canvas[role=img]").first();
    await page.waitForFunction(
      ([canvas, width]) => (canvas as HTMLCanvasElement).width === width,
      [await strip.elementHandle(), 9 * SIDE] as const,
      seen
    );
    const tables = await savedTables(page, page.locator("#paths"));
    const {rows} = tables.get("both paths, step by step")!;
    const [line, shortest] = ["line_change", "path_change"].map((name) =>
      rows.slice(1).reduce((sum, row) => sum + Number(row[name]), 0)
    );
    assert.ok(shortest! > 0 && shortest! <= 1.001 * line!, `${shortest} of ${line}`);
    assert.ok([rows[0]!.line_z_1, rows.at(-1)!.line_z_1].every((end) => Math.abs(Number(end)) < 6));

    await page.goto(page.url().replace("manifold", "bound"));
    await equipped(page);
    const before = await evidence(page);
    await chooseOwn(page, "#gap");
    const [reconstruction, klToPrior, gap, total] = await sumOf(page, before);
    assert.ok(Math.abs(reconstruction - klToPrior + gap - total) < 0.05);
    await page.getByRole("button", {name: "Remove it"}).click();
    await page.reload();
    await equipped(page);
    await keptAreListed(page);
    assert.equal(await modelLine(page).innerText(), "");
  }
);

siteTest(
  "the gap of a decoder with convolutions, and without an encoder",
  {path: "bound"},
  async (page) => {
    await tf.setBackend("cpu");
    const before = await evidence(page);
    await chooseOwn(page, "#gap");
    const grow = {filters: 1, kernelSize: 3, strides: 2, padding: "same"} as const;
    const kernelInitializer = tf.initializers.randomNormal({stddev: 1, seed: 1});
    const decoder = tf.sequential({
      layers: [
        tf.layers.dense({inputShape: [2], units: 4, kernelInitializer}),
        tf.layers.reshape({targetShape: [2, 2, 1]}),
        tf.layers.conv2dTranspose({...grow, activation: "sigmoid", kernelInitializer})
      ]
    });
    await dropModel(page, await layersFiles(decoder));
    const [reconstruction, klToPrior, gap, total] = await sumOf(page, before);
    assert.ok(Math.abs(reconstruction - klToPrior + gap - total) < 0.05);
    assert.equal(await page.locator(".q-table tbody td").first().innerText(), "–");
    assert.match(await page.locator("#gap figcaption").innerText(), /came without an encoder/);
    assert.match(await page.locator(".own-input").innerText(), /TensorFlow\.js has decoded/);

    const three = tf.sequential({layers: [tf.layers.dense({inputShape: [3], units: 4})]});
    await dropModel(page, await layersFiles(three, "three/"));
    await page
      .locator("#gap")
      .getByText("This figure needs two latents, and three has 3 latents.")
      .waitFor(seen);
    await page
      .locator("#gap")
      .getByRole("radio", {name: "MNIST", exact: true})
      .check({force: true});
    await page.waitForFunction(
      (mnist) => document.querySelector(".bound-sum [data-value=evidence]")?.textContent === mnist,
      before,
      seen
    );
  }
);
