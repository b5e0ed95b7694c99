import type {DenseLayer} from "../../formats/architecture.js";
import type {Weights} from "../../vae/weights.js";
import type {Address} from "../kernel-memory.js";
import {roundUp} from "../kernel-memory.js";
import type {KernelMatrix, KernelParameter, TrainingKernel} from "./kernel.js";
import {
  allocateBias,
  allocateFloats,
  allocateKernel,
  allocateMatrix,
  floats,
  writeValues
} from "./kernel.js";
import {createSparseInput} from "./sparse-input.js";

/** The layers of a VAE: the encoder's last two are mu and logVar, the decoder's last the logits. */
export interface VaeLayers {
  encoder: DenseLayer[];
  decoder: DenseLayer[];
}

/** How many rows the networks have in memory. */
export interface BatchShape {
  /** M, the images of each minibatch. */
  batchSize: number;
  /** L, the latent samples of each image. */
  samples: number;
}

/** Both networks in the kernel's memory, and what they read and say. */
export interface KernelVae extends BatchShape {
  inputSize: number;
  latentSize: number;
  /** M × L, the rows that the decoder takes. */
  rows: number;
  /** The images, [M, inputSize], and the latent points, [L × M, latentSize]. */
  x: KernelMatrix;
  z: KernelMatrix;
  encoderHidden: TrainableLayer[];
  mu: TrainableLayer;
  logVar: TrainableLayer;
  decoder: TrainableLayer[];
  /** The decoder's last layer. */
  logits: TrainableLayer;
  /** Returns all of a matrix, padding included; the view goes stale when the memory grows. */
  view(matrix: KernelMatrix): Float32Array;
  /** Writes the first rows of a matrix, from rows without padding. */
  write(matrix: KernelMatrix, rows: Float32Array): void;
  /** Returns a copy of the first rows of a matrix, without padding. */
  read(matrix: KernelMatrix, rows: number): Float32Array<ArrayBuffer>;
  /** Computes mu and logVar of the images in x. */
  encode(): void;
  /** Computes the logits of the latent points in z. */
  decode(): void;
}

/** Returns the networks with weights copied from `weights`. */
export function createKernelVae(
  kernel: TrainingKernel,
  {encoder, decoder}: VaeLayers,
  weights: Weights,
  {batchSize, samples}: BatchShape
): KernelVae {
  const inputSize = encoder[0].inputs;
  const latentSize = decoder[0].inputs;
  const rows = batchSize * samples;
  const scratch = allocateScratch(kernel, [...encoder, ...decoder], rows);
  const x = allocateMatrix(kernel, batchSize, inputSize);
  const z = allocateMatrix(kernel, rows, latentSize);

  const layer = (spec: DenseLayer, input: KernelMatrix) =>
    createTrainableLayer(kernel, spec, input, scratch, weights, {sparse: input === x});
  const chain = (specs: DenseLayer[], input: KernelMatrix) =>
    specs.reduce<TrainableLayer[]>(
      (layers, spec) => [...layers, layer(spec, layers.at(-1)?.output ?? input)],
      []
    );
  const encoderHidden = chain(encoder.slice(0, -2), x);
  const [mu, logVar] = encoder
    .slice(-2)
    .map((spec) => layer(spec, encoderHidden.at(-1)?.output ?? x));
  const decoderStack = chain(decoder, z);
  const view = (m: KernelMatrix) => floats(kernel, m.address, m.paddedRows * m.paddedColumns);

  return {
    batchSize,
    samples,
    inputSize,
    latentSize,
    rows,
    x,
    z,
    encoderHidden,
    mu,
    logVar,
    view,
    decoder: decoderStack,
    logits: decoderStack[decoderStack.length - 1],
    write(matrix, values) {
      const target = view(matrix);
      const {columns, paddedColumns} = matrix;
      for (let from = 0, to = 0; from < values.length; from += columns, to += paddedColumns) {
        target.set(values.subarray(from, from + columns), to);
      }
    },
    read(matrix, count) {
      const source = view(matrix);
      const {columns, paddedColumns} = matrix;
      const values = new Float32Array(count * columns);
      for (let row = 0; row < count; ++row) {
        const from = row * paddedColumns;
        values.set(source.subarray(from, from + columns), row * columns);
      }
      return values;
    },
    encode() {
      for (const each of [...encoderHidden, mu, logVar]) each.forward();
    },
    decode() {
      for (const each of decoderStack) each.forward();
    }
  };
}

/**
 * Checks the length of an argument.
 *
 * @throws RangeError naming it, its length and what was expected
 */
export function checkLength(name: string, values: Float32Array, expected: number): void {
  if (values.length !== expected) {
    throw new RangeError(`invalid ${name}: length ${values.length}, expected ${expected}`);
  }
}

/** Memory that the layers share, since they compute one after the other. */
interface Scratch {
  rows: Address;
  columns: Address;
  panels: Address;
  transposed: Address;
}

/** A dense layer with its gradient. */
export interface TrainableLayer {
  output: KernelMatrix;
  /** The derivative of the bound by the output; the caller fills it in before `backward`. */
  outputGradient: KernelMatrix;
  parameters: KernelParameter[];
  /** Computes the output from the input. */
  forward(): void;
  /**
   * Computes the parameters' gradients, and the input's where an address is given; mutates
   * outputGradient, which it takes through the activation.
   *
   * @param accumulate adds to the input's gradient where another layer reads the same input
   */
  backward(inputGradient?: KernelMatrix, accumulate?: boolean): void;
  /** Computes the input's gradient alone, for whoever moves z and not the weights. */
  backwardInput(inputGradient: KernelMatrix): void;
}

/**
 * Returns a layer that reads `input`, with weights copied from `weights`.
 *
 * @param sparse whether the input is images, of which most pixels are 0
 */
function createTrainableLayer(
  kernel: TrainingKernel,
  spec: DenseLayer,
  input: KernelMatrix,
  scratch: Scratch,
  weights: Weights,
  {sparse = false}: {sparse?: boolean} = {}
): TrainableLayer {
  const {activation} = spec;
  const output = allocateMatrix(kernel, input.rows, spec.units);
  const outputGradient = allocateMatrix(kernel, input.rows, spec.units);
  const {paddedRows, paddedColumns: columns, stride} = output;
  const depth = roundUp(spec.inputs, 4);
  const panelBytes = 32 * depth;
  const activated = paddedRows * columns;

  const weight = allocateKernel(kernel, spec);
  const bias = allocateBias(kernel, spec);
  for (const parameter of [weight, bias]) {
    writeValues(kernel, parameter, parameter.values, weights.get(parameter.name)?.values);
  }

  const images = sparse ? createSparseInput(kernel, spec, input) : undefined;

  /** Takes the output's gradient through the activation. */
  function backwardActivation(): void {
    const dy = outputGradient.address;
    if (activation === "relu") kernel.reluGradient(dy, output.address, activated);
    if (activation === "tanh") kernel.tanhGradient(dy, output.address, activated);
  }

  function backwardProduct(inputGradient: KernelMatrix, accumulate: boolean): void {
    kernel.packRows(outputGradient.address, paddedRows, columns, stride, scratch.rows);
    kernel.packTransposedPanels(weight.values, depth, columns, scratch.transposed);
    kernel.gemm(
      ...([paddedRows, roundUp(depth, 8), columns, scratch.rows, scratch.transposed] as const),
      ...([inputGradient.address, inputGradient.stride, 32, 0, accumulate ? 1 : 0] as const)
    );
  }

  return {
    output,
    outputGradient,
    parameters: [weight, bias],
    forward() {
      if (!images?.forward(weight.values, bias.values, output)) {
        kernel.packRows(input.address, paddedRows, depth, input.stride, scratch.rows);
        kernel.gemm(
          ...([paddedRows, columns, depth, scratch.rows, weight.values] as const),
          ...([output.address, stride, 32, bias.values, 0] as const)
        );
      }
      if (activation !== "linear") kernel[activation](output.address, activated);
    },
    backward(inputGradient, accumulate = false) {
      const dy = outputGradient.address;
      backwardActivation();
      kernel.packPanels(dy, input.rows, columns, stride, scratch.panels);
      if (!images?.backward(scratch.panels, columns, weight.gradient)) {
        kernel.packColumns(input.address, input.rows, depth, input.stride, scratch.columns);
        kernel.gemm(
          ...([depth, columns, input.rows, scratch.columns, scratch.panels] as const),
          ...([weight.gradient, 32, panelBytes, 0, 0] as const)
        );
      }
      kernel.columnSums(dy, input.rows, columns, bias.gradient);
      if (inputGradient !== undefined) backwardProduct(inputGradient, accumulate);
    },
    backwardInput(inputGradient) {
      backwardActivation();
      backwardProduct(inputGradient, false);
    }
  };
}

/** Returns scratch memory that is large enough for every one of these layers. */
function allocateScratch(
  kernel: TrainingKernel,
  layers: readonly DenseLayer[],
  rows: number
): Scratch {
  const paddedRows = roundUp(rows, 4);
  const widest = Math.max(...layers.map(({inputs, units}) => roundUp(Math.max(inputs, units), 8)));
  const largest = Math.max(
    ...layers.map(({inputs, units}) => roundUp(inputs, 8) * roundUp(units, 8))
  );
  return {
    rows: allocateFloats(kernel, paddedRows * widest),
    columns: allocateFloats(kernel, paddedRows * widest),
    panels: allocateFloats(kernel, paddedRows * widest),
    transposed: allocateFloats(kernel, largest)
  };
}
