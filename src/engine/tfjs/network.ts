import * as tf from "@tensorflow/tfjs";
import {importLater} from "../../async/once.js";

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
  /** What its author calls each output, likewise. */
  readonly outputNames: string[];
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
  if (input === undefined || others.length > 0) {
    model.dispose();
    throw new Error(`invalid ${files.name}: ${model.inputs.length} inputs, expected 1`);
  }
  if (input.shape === undefined || input.shape === null) {
    model.dispose();
    const found = `its input ${input.name} has no shape`;
    throw new Error(`invalid ${files.name}: ${found}, expected one, as converters write it`);
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
    outputNames: outputNames(model, files),
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
  const {loadGraphModel} = await importLater(
    () => import("@tensorflow/tfjs-converter"),
    "the reader of graphs"
  );
  return loadGraphModel(source);
}

/** Returns the names of outputs in their order: those of the signature, where a graph has one. */
function outputNames(
  model: Awaited<ReturnType<typeof open>>,
  {signature}: TfjsNetworkFiles
): string[] {
  const structured =
    "modelStructuredOutputKeys" in model ? (model.modelStructuredOutputKeys as unknown) : undefined;
  if (Array.isArray(structured)) return structured.map(String);
  const {outputs = {}} = (signature ?? {}) as {outputs?: Record<string, {name?: string}>};
  const named = Object.entries(outputs).map(([key, value]) => [nodeOf(value?.name ?? key), key]);
  return model.outputs.map(
    ({name}) => named.find(([node]) => node === nodeOf(name))?.[1] ?? nodeOf(name)
  );
}

const nodeOf = (name: string) => name.split(":")[0];

/** A rectifier as Keras has it: x from its threshold up to its largest value, a slope below. */
class ThresholdRectifier extends tf.layers.Layer {
  static className = "ThresholdRectifier";
  readonly #slope: number;
  readonly #threshold: number;
  readonly #max: number;

  constructor(config: {slope: number; threshold: number; max: number | null}) {
    super(config as unknown as ConstructorParameters<typeof tf.layers.Layer>[0]);
    this.#slope = config.slope;
    this.#threshold = config.threshold;
    this.#max = config.max ?? Infinity;
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]) {
    return shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const above = tf.minimum(x, this.#max);
      const below = tf.mul(tf.sub(x, this.#threshold), this.#slope);
      return tf.where(tf.greaterEqual(x, this.#threshold), above, below);
    });
  }
}

/** What ONNX has as an operation and TensorFlow.js as a function, not as a layer. */
const functions: Record<string, (x: tf.Tensor, exponent: number) => tf.Tensor> = {
  erf: tf.erf,
  abs: tf.abs,
  exp: tf.exp,
  log: tf.log,
  sqrt: tf.sqrt,
  sin: tf.sin,
  cos: tf.cos,
  reciprocal: tf.reciprocal,
  pow: (x, exponent) => tf.pow(x, exponent)
};

/** A function of each number by itself. */
class Elementwise extends tf.layers.Layer {
  static className = "Elementwise";
  readonly #turn: (x: tf.Tensor) => tf.Tensor;

  constructor(config: {operation: string; exponent?: number}) {
    super(config as unknown as ConstructorParameters<typeof tf.layers.Layer>[0]);
    const turn = functions[config.operation];
    this.#turn = (x) => turn(x, config.exponent ?? 1);
  }

  override computeOutputShape(shape: tf.Shape | tf.Shape[]) {
    return shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.#turn(Array.isArray(inputs) ? inputs[0] : inputs));
  }
}

for (const layer of [ThresholdRectifier, Elementwise]) tf.serialization.registerClass(layer);

/** Returns the sizes of a shape without the batch; those that are left open are null, −1 or 0. */
function sizes(shape: readonly (number | null)[]): (number | null)[] {
  return shape.slice(1).map((one) => (one !== null && one > 0 ? one : null));
}

/** One output of a network. */
interface TfjsOutput {
  /** Its sizes, the batch first. */
  shape: number[];
  values: Float32Array;
}

/** The inputs that go through a network together; more would only take more memory. */
const BATCH = 64;

/** Returns an output with its numbers. */
function outputOf({shape}: {shape: number[]}, data: Float32Array): TfjsOutput {
  return {shape, values: Float32Array.from(data)};
}

/** Returns rows of values in batches, and how many rows each of them has. */
export function batches(values: Float32Array, count: number): [part: Float32Array, rows: number][] {
  const size = values.length / count;
  return Array.from({length: Math.ceil(count / BATCH)}, (_, i) => {
    const rows = Math.min(BATCH, count - i * BATCH);
    return [values.subarray(i * BATCH * size, (i * BATCH + rows) * size), rows];
  });
}

/** Returns the outputs of some batches as those of one. */
export function joined(parts: TfjsOutput[][]): TfjsOutput[] {
  if (parts.length === 1) return parts[0];
  return parts[0].map(({shape}, output) => {
    const arrays = parts.map((part) => part[output].values);
    const values = new Float32Array(arrays.reduce((sum, {length}) => sum + length, 0));
    let offset = 0;
    for (const array of arrays) {
      values.set(array, offset);
      offset += array.length;
    }
    const count = parts.reduce((sum, part) => sum + part[output].shape[0], 0);
    return {shape: [count, ...shape.slice(1)], values};
  });
}

/** The longest part of what tfjs says that is passed on, in characters. */
const LONGEST = 160;

/** Returns what tfjs says in a sentence: it says the like in several, with advice for authors. */
export function explained(name: string, cause: unknown): Error {
  const text = cause instanceof Error ? cause.message : String(cause);
  const layer = /Unknown layer: ([^.\s]+)/.exec(text)?.[1];
  if (layer !== undefined) {
    const found = `layer of type ${layer.slice(0, LONGEST)}`;
    return new Error(`invalid ${name}: ${found}, expected layers that TensorFlow.js has`, {cause});
  }
  // What it trips over without noticing says nothing to who has only the file.
  const isBlind = cause instanceof TypeError && !/op/i.test(text);
  const [sentence] = text.split(/\.\s|\n/);
  const why = isBlind || /undefined/.test(sentence) ? "its description is damaged" : sentence;
  const shown = why.length > LONGEST ? `${why.slice(0, LONGEST)}…` : why;
  return new Error(`invalid ${name}: TensorFlow.js cannot run it: ${shown}`, {cause});
}
