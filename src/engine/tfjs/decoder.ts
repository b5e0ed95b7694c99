import * as tf from "@tensorflow/tfjs";
import type {Manifest} from "../../formats/manifest.js";
import type {Decoder} from "../decoder.js";
import {checkLatents, pixelsOfLogits} from "../decoder.js";

/** What a model.json of the TensorFlow.js layers format holds of use here. */
export interface LayersModelJson {
  modelTopology: object;
  weightsManifest: {paths: string[]; weights: tf.io.WeightsManifestEntry[]}[];
}

/**
 * Returns a promise to a decoder that computes with tfjs, on the backend that runs.
 *
 * @param manifest the model’s manifest: its sizes, and whether the network gives logits or means
 * @param modelJson the parsed decoder/model.json
 * @param weights the bytes of decoder/weights.bin
 * @throws Error (as a rejection) if the network is not of the sizes that the manifest says
 */
export async function createTfjsDecoder(
  manifest: Pick<Manifest, "id" | "image" | "latentSize" | "decoder">,
  modelJson: LayersModelJson,
  weights: ArrayBuffer
): Promise<Decoder> {
  const {id, latentSize, image, decoder} = manifest;
  const {width, height} = image;
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: modelJson.modelTopology,
      weightSpecs: modelJson.weightsManifest.flatMap((group) => group.weights),
      weightData: weights
    })
  );
  try {
    checkShape(`${id}/decoder input`, model.inputs, latentSize);
    checkShape(`${id}/decoder output`, model.outputs, width * height);
  } catch (error) {
    model.dispose();
    throw error;
  }
  // The same layers up to the last but one: nothing is copied, and nothing more is to be disposed.
  const {inputs, layers} = model;
  const hidden = tf.model({inputs, outputs: layers[layers.length - 1].input});
  let disposed = false;

  /** Returns what the network gives for z: float32, row-major, [count, pixels]. */
  async function run(
    z: Float32Array,
    count: number,
    network: tf.LayersModel = model
  ): Promise<Float32Array> {
    if (disposed) throw new Error(`the decoder of ${id} is disposed; open its model again`);
    checkLatents(z, count, latentSize);
    // predict would cut the batch into slices of 32.
    const output = tf.tidy(
      () => network.predictOnBatch(tf.tensor2d(z, [count, latentSize])) as tf.Tensor2D
    );
    try {
      return (await output.data()) as Float32Array;
    } finally {
      output.dispose();
    }
  }

  return {
    latentSize,
    width,
    height,
    engine: `tfjs-${tf.getBackend()}`,
    async decode(z, count) {
      const output = await run(z, count);
      if (decoder.output === "logits") return pixelsOfLogits(output);
      return Uint8ClampedArray.from(output, (mean) => 255 * mean);
    },
    async logits(z, count) {
      const output = await run(z, count);
      if (decoder.output === "logits") return output;
      return output.map((mean) => Math.log(mean) - Math.log1p(-mean));
    },
    hidden: (z, count) => run(z, count, hidden),
    dispose() {
      if (disposed) return;
      disposed = true;
      model.dispose();
    }
  };
}

function checkShape(what: string, tensors: tf.SymbolicTensor[], size: number): void {
  const found = tensors.map(({shape}) => JSON.stringify(shape)).join(", ");
  const expected = JSON.stringify([null, size]);
  if (found !== expected) throw new Error(`invalid ${what}: shape ${found}, expected ${expected}`);
}
