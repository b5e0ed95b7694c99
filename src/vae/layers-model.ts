import * as tf from "@tensorflow/tfjs";
import type {Architecture, DenseLayer} from "../formats/architecture.js";
import {decoderLayers, encoderLayers} from "../formats/architecture.js";
import {fromFloat16, joinBytes, toFloat16} from "../formats/bytes.js";
import type {Weights} from "./weights.js";

/** A model in TensorFlow.js layers format: its model.json, and the weights.bin that it names. */
export interface LayersModelFiles {
  modelJson: tf.io.ModelJSON;
  weights: Uint8Array<ArrayBuffer>;
}

/** Returns the encoder as a layers model: input x [null, inputSize], outputs mu and logVar. */
export function encoderFiles(weights: Weights, architecture: Architecture): LayersModelFiles {
  const layers = encoderLayers(architecture);
  const input = tf.input({shape: [architecture.inputSize], name: "x"});
  const hidden = stack(input, layers.slice(0, -2));
  const outputs = layers.slice(-2).map((layer) => apply(hidden, layer));
  return layersModelFiles(tf.model({name: "encoder", inputs: input, outputs}), layers, weights);
}

/** Returns the decoder as a layers model: input z [null, latentSize], output logits. */
export function decoderFiles(weights: Weights, architecture: Architecture): LayersModelFiles {
  const layers = decoderLayers(architecture);
  const input = tf.input({shape: [architecture.latentSize], name: "z"});
  const outputs = stack(input, layers);
  return layersModelFiles(tf.model({name: "decoder", inputs: input, outputs}), layers, weights);
}

/** Returns the weights as float16 keeps them: what a shipped model computes with. */
export function roundToFloat16(weights: Weights): Weights {
  return new Map(
    Array.from(weights, ([name, {shape, values}]) => [
      name,
      {shape, values: fromFloat16(toFloat16(values))}
    ])
  );
}

function stack(input: tf.SymbolicTensor, layers: DenseLayer[]): tf.SymbolicTensor {
  return layers.reduce(apply, input);
}

function apply(input: tf.SymbolicTensor, {name, units, activation}: DenseLayer): tf.SymbolicTensor {
  const layer = tf.layers.dense({name, units, activation, kernelInitializer: "zeros"});
  return layer.apply(input) as tf.SymbolicTensor;
}

function layersModelFiles(
  model: tf.LayersModel,
  layers: DenseLayer[],
  weights: Weights
): LayersModelFiles {
  // The model is built for its description alone; its zero weights are not looked at.
  const modelTopology = model.toJSON(null, false) as tf.io.ModelJSON["modelTopology"];
  model.dispose();
  const names = layers.flatMap(({name}) => [`${name}/kernel`, `${name}/bias`]);
  const arrays = names.map((name) => weights.get(name)!);
  const halves = arrays.map(({values}) => new Uint8Array(toFloat16(values).buffer));
  return {
    modelJson: {
      format: "layers-model",
      generatedBy: `TensorFlow.js tfjs-layers v${tf.version_layers}`,
      convertedBy: null as unknown as string,
      modelTopology,
      weightsManifest: [
        {
          paths: ["weights.bin"],
          weights: names.map((name, i) => ({
            name,
            shape: arrays[i].shape,
            dtype: "float32" as const,
            quantization: {dtype: "float16" as const, original_dtype: "float32"}
          })) as tf.io.WeightsManifestEntry[]
        }
      ]
    },
    weights: joinBytes(halves)
  };
}
