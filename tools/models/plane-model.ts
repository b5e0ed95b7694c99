import {parseArgs} from "node:util";
import {median} from "d3";
import {fromFloat16} from "../../src/formats/bytes.js";
import type {SampleSummary} from "../../src/formats/hard-case.js";
import type {Dataset} from "../../src/formats/images.js";
import {kernelValues} from "../../src/formats/layers.js";
import type {DiagonalGaussian} from "../../src/math/diagonal-gaussian.js";
import type {LastLayer} from "../../src/math/likelihood.js";
import {sampleMoments} from "../../src/math/moments.js";
import {permutation, randomSource} from "../../src/math/random.js";
import {loadDataset} from "../data/dataset.js";
import type {ShippedModel} from "./shipped-model.js";
import {shippedEncoder, shippedModel} from "./shipped-model.js";

/** A shipped model of two latents, whose posteriors can be integrated, with its test images. */
export interface PlaneModel extends ShippedModel {
  id: string;
  /** The last layer of the decoder, in double precision. */
  last: LastLayer;
  test: Dataset;
  /** Returns the encoder’s q for an image in 8 bits a pixel. */
  encode: (pixels: ArrayLike<number>) => DiagonalGaussian;
  /** Returns a test image, in 8 bits a pixel, by its place in the test set. */
  testImage: (index: number) => Uint8Array;
}

/**
 * Returns a promise to the model that the option --model names, else to mnist-2d.
 *
 * @throws Error (as a rejection) if the model has another number of latents than two
 */
export async function planeModel(): Promise<PlaneModel> {
  const {values} = parseArgs({options: {model: {type: "string", default: "mnist-2d"}}});
  const id = values.model;
  const model = await shippedModel(id);
  const {manifest, layers} = model;
  if (manifest.latentSize !== 2) {
    throw new Error(`invalid --model: ${id}, expected a model of two latents`);
  }
  const layer = layers[layers.length - 1];
  const test = await loadDataset(manifest.dataset, {split: "test"});
  const size = test.width * test.height;
  return {
    ...model,
    id,
    last: {weights: kernelValues(layer), bias: fromFloat16(layer.bias)},
    test,
    encode: await shippedEncoder(id),
    testImage: (index) => test.images.subarray(size * index, size * (index + 1))
  };
}

/** Marks the random stream that a sample of the test images is chosen by. */
const SAMPLE_STREAM = 9;

/** Returns places in the test set, without repetition: a smaller sample begins a larger one. */
export function sampledPlaces(
  {count}: Dataset,
  {seed, images}: {seed: number; images: number}
): number[] {
  return [...permutation(randomSource(seed, SAMPLE_STREAM), count).subarray(0, images)];
}

/** Returns what records say of a quantity that was measured on a sample of images. */
export function sampleSummary(values: readonly number[]): SampleSummary {
  const {mean, variance} = sampleMoments(values);
  return {mean, standardError: Math.sqrt(variance / values.length), median: median(values)!};
}
