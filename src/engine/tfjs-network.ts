import * as tf from "@tensorflow/tfjs";
import {batches, joined, outputOf, type TfjsOutput} from "./tfjs-batches.js";
import {explained} from "./tfjs-error.js";

/** A network of TensorFlow.js that someone else made, as its files say. */
export interface TfjsNetworkFiles {
  /** What errors call it. */
  name: string;
  format: "layers" | "graph";
  topology: object;
  /** The inputs and outputs of a graph model, where it names them. */
  signature?: object;
  weights: {
    specs: {name: string; shape: number[]; dtype: string; quantization?: object}[];
    data: Uint8Array<ArrayBuffer>;
  };
}

/** A network that runs in tfjs. */
export interface TfjsNetwork {
  /** The sizes of its one input without the batch; null where any will do. */
  readonly inputShape: (number | null)[];
  /** Those of each output, likewise, where the model says them before it is run. */
  readonly outputShapes: (number | null)[][];
  /**
   * Returns a promise to its outputs for some inputs, row-major.
   *
   * @param values row-major [count, …shape]
   */
  run(values: Float32Array, count: number, shape: number[]): Promise<TfjsOutput[]>;
  /** Returns them at once, likewise: this thread does nothing else meanwhile. */
  runNow(values: Float32Array, count: number, shape: number[]): TfjsOutput[];
  /** Frees its weights. */
  dispose(): void;
}

/**
 * Returns a promise to a network that runs, on the backend that runs. Graph models bring their own
 * part of the library.
 *
 * @throws Error (as a rejection) in one sentence naming the network and what tfjs cannot do with it
 */
export async function openTfjsNetwork(files: TfjsNetworkFiles): Promise<TfjsNetwork> {
  const model = await open(files).catch((error: unknown) => {
    throw explained(files.name, error);
  });
  const [input, ...others] = model.inputs;
  if (input?.shape === undefined || others.length > 0) {
    model.dispose();
    throw new Error(`invalid ${files.name}: ${model.inputs.length} inputs, expected 1`);
  }

  let disposed = false;

  /** Returns the outputs for one batch, as tensors. */
  function predict(values: Float32Array, count: number, shape: number[]): tf.Tensor[] {
    return tf.tidy(() => {
      const result = model.predict(tf.tensor(values, [count, ...shape]), {batchSize: count});
      if (Array.isArray(result)) return result;
      return result instanceof tf.Tensor ? [result] : Object.values(result);
    });
  }

  async function run(values: Float32Array, count: number, shape: number[]) {
    const parts: TfjsOutput[][] = [];
    for (const [part, rows] of batches(values, count)) {
      const outputs = predict(part, rows, shape);
      try {
        const all = await Promise.all(outputs.map((output) => output.data<"float32">()));
        parts.push(all.map((data, i) => outputOf(outputs[i], data)));
      } finally {
        tf.dispose(outputs);
      }
    }
    return joined(parts);
  }

  function runNow(values: Float32Array, count: number, shape: number[]): TfjsOutput[] {
    const parts = batches(values, count).map(([part, rows]) => {
      const outputs = predict(part, rows, shape);
      try {
        return outputs.map((output) => outputOf(output, output.dataSync<"float32">()));
      } finally {
        tf.dispose(outputs);
      }
    });
    return joined(parts);
  }

  return {
    inputShape: sizes(input.shape),
    outputShapes: model.outputs.map(({shape}) => sizes(shape ?? [])),
    run: (values, count, shape) =>
      run(values, count, shape).catch((error: unknown) => {
        throw explained(files.name, error);
      }),
    runNow,
    dispose() {
      // A model of tfjs can be disposed once.
      if (!disposed) model.dispose();
      disposed = true;
    }
  };
}

async function open({format, topology, signature, weights}: TfjsNetworkFiles) {
  const source = tf.io.fromMemory({
    modelTopology: topology,
    format: format === "graph" ? "graph-model" : "layers-model",
    signature: signature as tf.io.ModelArtifacts["signature"],
    weightSpecs: weights.specs as tf.io.WeightsManifestEntry[],
    weightData: weights.data.buffer
  });
  if (format === "layers") return tf.loadLayersModel(source);
  const {loadGraphModel} = await import("@tensorflow/tfjs-converter");
  return loadGraphModel(source);
}

/** Returns the sizes of a shape without the batch; those that are left open are null, −1 or 0. */
function sizes(shape: readonly (number | null)[]): (number | null)[] {
  return shape.slice(1).map((one) => (one !== null && one > 0 ? one : null));
}
