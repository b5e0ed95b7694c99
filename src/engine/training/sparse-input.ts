import type {DenseLayer} from "../../formats/architecture.js";
import {allocateBytes, roundUp} from "../kernel-memory.js";
import type {Address} from "../kernel-memory.js";
import type {KernelMatrix, TrainingKernel} from "./kernel.js";

/**
 * The largest share of pixels that may not be 0: with more, the dense product is the faster one.
 * About 0.19 of MNIST's are not, and 0.5 of Fashion-MNIST's.
 */
const LARGEST_SHARE = 0.6;

/** The products of a layer that reads images. Each says whether the images were sparse enough. */
export interface SparseInput {
  /** Writes images · kernel + bias to the output. */
  forward(weights: Address, bias: Address, output: KernelMatrix): boolean;
  /**
   * Writes the kernel's gradient, imagesᵀ · dy, for the images of the last forward.
   *
   * @param panels dy, packed in panels of `columns` columns in all
   */
  backward(panels: Address, columns: number, gradient: Address): boolean;
}

/** Returns the products of a layer with its input, whose zeros they leave out. */
export function createSparseInput(
  kernel: TrainingKernel,
  {inputs}: DenseLayer,
  input: KernelMatrix
): SparseInput {
  const {rows} = input;
  const panelBytes = 32 * roundUp(inputs, 4);
  const ofRows = allocateBytes(kernel, 8 * rows * (inputs + 1));
  const ofColumns = allocateBytes(kernel, 8 * inputs * (rows + 1));
  const limit = Math.floor(LARGEST_SHARE * rows * inputs);
  let isSparse = false;
  return {
    forward(weights, bias, {address, stride, paddedColumns}) {
      const {address: images, stride: rowBytes} = input;
      isSparse = kernel.packSparseRows(images, rows, inputs, rowBytes, limit, ofRows) !== 0;
      if (!isSparse) return false;
      kernel.sparseGemm(
        ...([rows, paddedColumns, inputs, ofRows, weights, panelBytes] as const),
        ...([address, stride, 32, bias] as const)
      );
      return true;
    },
    backward(panels, columns, gradient) {
      if (!isSparse) return false;
      kernel.transposeSparse(ofRows, rows, inputs, ofColumns);
      kernel.sparseGemm(
        ...([inputs, columns, rows, ofColumns, panels, 32 * rows] as const),
        ...([gradient, 32, panelBytes, 0] as const)
      );
      return true;
    }
  };
}
