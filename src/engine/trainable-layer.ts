import type {DenseLayer} from "../vae/architecture.js";
import type {Weights} from "../vae/weights.js";
import {allocateBias, allocateKernel, writeValues} from "./kernel-parameter.js";
import type {KernelParameter} from "./kernel-parameter.js";
import {roundUp} from "./kernel-memory.js";
import type {Address} from "./kernel-memory.js";
import {allocateFloats, allocateMatrix} from "./training-kernel.js";
import type {KernelMatrix, TrainingKernel} from "./training-kernel.js";
import {createSparseInput} from "./training/sparse-input.js";

/** Memory that the layers share, since they compute one after the other. */
export interface Scratch {
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
export function createTrainableLayer(
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
export function allocateScratch(
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
