import {fromFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";

/**
 * Checks that all numbers are finite.
 *
 * @throws Error with the first one that is not, and where it stands
 */
export function checkFinite(numbers: ArrayLike<number>): void {
  for (let i = 0; i < numbers.length; ++i) {
    if (!Number.isFinite(numbers[i])) {
      throw new Error(`invalid numbers: ${numbers[i]} at ${i}, expected finite ones`);
    }
  }
}

/** Checks that all weights of a network are finite; it throws likewise. */
export function checkLayers(layers: readonly PackedLayer[]): void {
  for (const {kernel, bias} of layers) {
    checkFinite(kernel.type === "float16" ? fromFloat16(kernel.halves) : kernel.steps);
    checkFinite(fromFloat16(bias));
  }
}
