import type {SliceOptions} from "./async/pace.js";
import {inSlices} from "./async/pace.js";
import {DISC_SIDE, discOf, discQuarter, inkDisc} from "./math/drawn-discs.js";
import type {LoadedImages} from "./training-source.js";

/** Discs drawn at a time: some milliseconds. */
const SLICE = 500;

/** Options for drawnImages. */
export interface DrawnImagesOptions extends Omit<SliceOptions, "size"> {
  seed: number;
  /** The number of images to train on. */
  train: number;
  /** The number of images to measure with. */
  heldOut: number;
}

/** Returns a promise to drawn discs: those to measure with follow those to train on. */
export async function drawnImages({
  seed,
  train,
  heldOut,
  ...options
}: DrawnImagesOptions): Promise<LoadedImages> {
  const size = DISC_SIDE * DISC_SIDE;
  const pixels = new Uint8Array((train + heldOut) * size);
  const labels = new Uint8Array(train + heldOut);
  const draw = (start: number, end: number) => {
    for (let i = start; i < end; ++i) {
      const disc = discOf(seed, i);
      inkDisc(pixels.subarray(i * size, (i + 1) * size), disc);
      labels[i] = discQuarter(disc);
    }
  };
  await inSlices(train + heldOut, draw, {size: SLICE, ...options});
  // Copies: what goes to a worker takes the whole of its buffer along.
  return {
    train: {pixels: pixels.slice(0, train * size), count: train},
    heldOut: {pixels: pixels.slice(train * size), count: heldOut},
    width: DISC_SIDE,
    height: DISC_SIDE,
    labels: labels.slice(train)
  };
}
