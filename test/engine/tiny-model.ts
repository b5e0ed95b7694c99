import * as tf from "@tensorflow/tfjs";
import type {LayersModelJson} from "../../src/engine/tfjs/decoder.js";

/** A network as the files of a decoder. */
export interface TinyModel {
  json: LayersModelJson;
  weights: ArrayBuffer;
}

/**
 * Returns a promise to a network z [null, 2] → [null, 3] whose values can be worked out by hand:
 * (z₁, z₂, z₁ + z₂ + 1), then the activation.
 */
export async function tinyModel(activation: "linear" | "sigmoid" = "linear"): Promise<TinyModel> {
  const model = tf.sequential({
    layers: [tf.layers.dense({units: 3, inputShape: [2], activation, name: "logits"})]
  });
  const kernel = tf.tensor2d([1, 0, 1, 0, 1, 1], [2, 3]);
  const bias = tf.tensor1d([0, 0, 1]);
  model.layers[0].setWeights([kernel, bias]);
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: "JSON"}};
    })
  );
  model.dispose();
  tf.dispose([kernel, bias]);
  return {
    json: {
      modelTopology: saved!.modelTopology as object,
      weightsManifest: [{paths: ["weights.bin"], weights: saved!.weightSpecs!}]
    },
    weights: saved!.weightData as ArrayBuffer
  };
}

/** The part of a manifest that fits tinyModel. */
export const tinyManifest = {
  id: "tiny",
  image: {width: 3, height: 1},
  latentSize: 2,
  decoder: {hidden: [], output: "logits" as "logits" | "mean"}
};
