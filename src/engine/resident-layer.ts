import type {PackedLayer} from "../formats/layers.js";
import type {DecodingKernel} from "./decoding-kernel.js";
import {ACTIVATION} from "./decoding-kernel.js";
import type {Address} from "./kernel-memory.js";
import {allocateBytes, roundUp, withCopy} from "./kernel-memory.js";

/** So many products of 14 and 8 bits add up without overflow of 32 bits. */
const LONGEST_INT16 = 2048;

/** Memory for a layer's input rounded to integers, which all layers share. */
export interface RoundedRows {
  rounded: Address;
  rowSteps: Address;
}

/** Computes a layer for some rows; the kernel's memory holds its weights. */
export interface ResidentLayer {
  units: number;
  compute(rows: number, x: Address, form: number, out: Address): void;
}

/** Returns a layer with its weights copied into the kernel and widened. */
export function createResidentLayer(
  kernel: DecodingKernel,
  {inputs, units, activation, kernel: weights, bias}: PackedLayer,
  {rounded, rowSteps}: RoundedRows
): ResidentLayer {
  const [depth, width] = [roundUp(inputs, 8), roundUp(units, 8)];
  const biases = allocateBytes(kernel, 4 * width);
  const ends = ACTIVATION[activation];
  if (weights.type === "int8" && depth <= LONGEST_INT16) {
    const columnSteps = allocateBytes(kernel, 4 * width);
    const panels = allocateBytes(kernel, 2 * depth * width);
    withCopy(kernel, bias, (halves) => kernel.widenHalves(halves, units, biases));
    new Float32Array(kernel.memory.buffer, columnSteps, units).set(weights.steps);
    withCopy(kernel, weights.integers, (integers) =>
      kernel.pairPanelsFromBytes(integers, inputs, units, depth, panels)
    );
    return {
      units,
      compute(rows, x, form, out) {
        kernel.roundQuads(x, rows, depth, rowSteps, rounded);
        kernel.denseInt16(
          ...([rows, units, depth, rounded, rowSteps, panels, columnSteps] as const),
          ...([biases, ends, form, out] as const)
        );
      }
    };
  }
  const panels = allocateBytes(kernel, 4 * depth * width);
  withCopy(kernel, bias, (halves) => kernel.widenHalves(halves, units, biases));
  if (weights.type === "float16") {
    withCopy(kernel, weights.halves, (halves) =>
      kernel.panelsFromHalves(halves, inputs, units, depth, panels)
    );
  } else {
    withCopy(kernel, weights.steps, (steps) =>
      withCopy(kernel, weights.integers, (integers) =>
        kernel.panelsFromBytes(integers, steps, inputs, units, depth, panels)
      )
    );
  }
  return {
    units,
    compute: (rows, x, form, out) =>
      kernel.dense(rows, units, depth, x, panels, biases, ends, form, out)
  };
}
