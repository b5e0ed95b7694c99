import * as tf from "@tensorflow/tfjs";
import type {JSHandle, Locator, Page} from "playwright-core";
import type {NamedFile} from "../../src/reading/file.js";
import {drawnTwice} from "./cells.js";
import type {Ink} from "./ink.js";
import {
  jsonFile,
  perceptronManifest,
  safetensorsFile,
  type Weight
} from "../reading/model-makers.js";

/** Returns the field for a model of one’s own, folded or not. */
export const modelZone = (page: Page): Locator =>
  page.getByRole("group", {name: "A model of your own", exact: true, includeHidden: true});

/** Returns the line that describes or offers a model. */
export const modelLine = (page: Page): Locator => page.locator(".own-model .notice");

/**
 * Drops files for a model: on its field, or, where that is folded, anywhere in the window, over which
 * they are dragged first.
 */
export async function dropModel(page: Page, files: readonly NamedFile[]): Promise<void> {
  const transfer = await draggedFiles(page, files);
  const zone = modelZone(page);
  if (await zone.isVisible()) await zone.dispatchEvent("drop", {dataTransfer: transfer});
  else {
    await dragOver(page, transfer);
    await zone.waitFor();
    await page.locator("body").dispatchEvent("drop", {dataTransfer: transfer});
  }
  await transfer.dispose();
}

/** Drags files over the window, beside all fields. */
export async function dragOver(page: Page, transfer: JSHandle<DataTransfer>): Promise<void> {
  await page.locator("body").dispatchEvent("dragover", {dataTransfer: transfer});
}

/** Returns a promise to files as they are dragged. */
export function draggedFiles(
  page: Page,
  files: readonly NamedFile[]
): Promise<JSHandle<DataTransfer>> {
  const plain = files.map(({name, bytes}) => ({
    name,
    base64: Buffer.from(bytes).toString("base64")
  }));
  return page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const {name, base64} of all) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, plain);
}

/** Resolves when a page that has just been opened knows whether it keeps a model. */
export async function keptAreListed(page: Page): Promise<void> {
  await page.evaluate(() => indexedDB.databases()); // in turn: the page has asked before
  await drawnTwice(page);
}

/** Returns the canvas of the one image of an own model on the board, or of its sheet. */
export function ownCanvas(page: Page, which: "image" | "sheet"): Locator {
  const view = which === "sheet" ? ".sheet" : ".view:not(.sheet)";
  return page.locator(`.own-row ${view} .picture canvas[role=img]`).first();
}

/** Returns the slider of a latent of the one image, counted from 1. */
export function ownSlider(page: Page, latent: number): Locator {
  return page
    .locator(".own-row .view")
    .first()
    .getByRole("slider")
    .nth(latent - 1);
}

/** Returns 8-bit ink of means in [0, 1]. */
export function inkOfMeans(means: ArrayLike<number>, width: number): Ink {
  const ink = Array.from(means, (mean) => Math.round(255 * mean));
  return {width, height: ink.length / width, ink};
}

/** Returns a perceptron of three latents and 5 × 4 pixels, as files, and what it computes. */
export function smallPerceptron(): {files: NamedFile[]; means(z: number[]): number[]} {
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

/** A variational auto-encoder with convolutions, as Keras’ examples build it. */
export interface ConvolutionalVae {
  /** From two latents to 28 × 28 means. */
  decoder: tf.LayersModel;
  /** From 28 × 28 pixels to μ and log σ². */
  encoder: tf.LayersModel;
}

/** Returns one with seeded weights: every layer that such decoders have, none of them trained. */
export function convolutionalVae(): ConvolutionalVae {
  const {dense, reshape, leakyReLU, batchNormalization, activation, conv2d, flatten} = tf.layers;
  const random = (seed: number, stddev: number) => ({
    kernelInitializer: tf.initializers.randomNormal({stddev, seed})
  });
  const grow = {kernelSize: 3, strides: 2, padding: "same"} as const;
  const decoder = tf.sequential({
    name: "decoder",
    layers: [
      dense({inputShape: [2], units: 7 * 7 * 8, ...random(1, 0.5)}),
      leakyReLU({alpha: 0.2}),
      reshape({targetShape: [7, 7, 8]}),
      tf.layers.conv2dTranspose({filters: 8, ...grow, ...random(2, 0.3)}),
      batchNormalization(),
      activation({activation: "relu"}),
      tf.layers.conv2dTranspose({filters: 4, ...grow, activation: "relu", ...random(3, 0.3)}),
      conv2d({filters: 1, kernelSize: 3, padding: "same", activation: "sigmoid", ...random(4, 1)})
    ]
  });
  const x = tf.input({shape: [28, 28, 1]});
  const shrink = {filters: 4, ...grow, activation: "relu"} as const;
  const hidden = flatten().apply(conv2d({...shrink, ...random(5, 0.3)}).apply(x));
  const moment = (name: string, seed: number) =>
    dense({units: 2, name, ...random(seed, 0.02)}).apply(hidden) as tf.SymbolicTensor;
  const encoder = tf.model({inputs: x, outputs: [moment("mu", 6), moment("logVar", 7)]});
  return {decoder, encoder};
}
