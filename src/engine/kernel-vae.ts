import type {DenseLayer} from "../vae/architecture.js";
import type {Weights} from "../vae/weights.js";
import {allocateScratch, createTrainableLayer} from "./trainable-layer.js";
import type {TrainableLayer} from "./trainable-layer.js";
import {allocateMatrix, floats} from "./training-kernel.js";
import type {KernelMatrix, TrainingKernel} from "./training-kernel.js";

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
