import {MOST_CLASSES} from "../formats/dataset.js";
import type {SplitImages} from "../formats/images.js";
import type {OwnImages} from "../reading/own-images.js";
import {eightBitPixels} from "../reading/own-images.js";

/** Held out is one image in HELD_OUT_SHARE, and at most MOST_HELD_OUT in all. */
const HELD_OUT_SHARE = 10;
const MOST_HELD_OUT = 2000;

/** Returns images split into those to train on and the last ones, which are held out. */
export function splitOwnImages(images: OwnImages): SplitImages {
  const {count, width, height, labels} = images;
  if (count < 2) throw new Error(`invalid images: ${count}, expected at least 2: one is held out`);
  const held = Math.min(MOST_HELD_OUT, Math.ceil(count / HELD_OUT_SHARE));
  const size = width * height;
  const pixels = eightBitPixels(images);
  const kept = count - held;
  return {
    train: {pixels: pixels.subarray(0, kept * size), count: kept},
    heldOut: {pixels: pixels.subarray(kept * size), count: held},
    width,
    height,
    ...(labels === undefined ? {} : namedLabels(labels.slice(kept)))
  };
}

/** Returns labels with their names, which are numbers; too many for colors are left out. */
function namedLabels(labels: Uint8Array): Pick<SplitImages, "labels" | "classNames"> {
  const most = labels.reduce((a, b) => Math.max(a, b), 0);
  if (most >= MOST_CLASSES) return {};
  return {labels, classNames: Array.from({length: most + 1}, (_, label) => String(label))};
}
