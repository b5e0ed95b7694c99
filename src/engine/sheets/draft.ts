import type {ImageSize} from "../../formats/image-size.js";
import {colorWord, greyWord} from "./strip.js";

/** A sheet to be drawn from fewer images than it shows. */
export interface DraftShape extends ImageSize {
  /** Images along each side that were computed, at least 2. */
  computed: number;
  /** Images along each side that are shown. */
  shown: number;
}

/** Logits beyond ± this are drawn as it is: 255·sigmoid(−7) is a quarter of a grey. */
const FARTHEST = 7;
/** Steps of a logit that are told apart; by one of them no grey changes by more than 1. */
const STEPS_PER_LOGIT = 64;

/** The grey of each step of the logit. */
const GREYS = Uint32Array.from({length: 2 * FARTHEST * STEPS_PER_LOGIT + 1}, (_, step) => {
  return greyWord(Math.round(255 / (1 + Math.exp(FARTHEST - step / STEPS_PER_LOGIT))));
});

/** Where each of the shown rows or columns lies among the computed ones: after which, how far. */
interface Places {
  index: Uint16Array;
  share: Float32Array;
}

/**
 * Returns a function that draws a sheet of more images than were computed, in RGBA: the logits of
 * the others are interpolated between those of the four images around them. Where neighbors in a
 * sheet are as alike as in a fine one, this is near to the truth at a fraction of the work.
 *
 * @returns a function of the logits, the images one after the other, row by row, which gives one
 *     word a pixel, row-major over the sheet; the same array each time
 */
export function draftSheet({
  computed,
  shown,
  width,
  height,
  channels = 1
}: DraftShape): (logits: Float32Array) => Uint32Array<ArrayBuffer> {
  const size = width * height * channels;
  const places = placesOf(computed, shown);
  const steps = new Float32Array(computed * size);
  const rgba = new Uint32Array(shown * shown * width * height);

  /** Blends two rows of computed images into `steps`, in units of the table of greys. */
  function blendRows(logits: Float32Array, row: number): void {
    const from = places.index[row] * steps.length;
    const share = places.share[row];
    for (let i = 0; i < steps.length; ++i) {
      const above = logits[from + i];
      const logit = above + share * (logits[from + steps.length + i] - above);
      steps[i] = Math.max(-FARTHEST, Math.min(FARTHEST, logit)) * STEPS_PER_LOGIT;
    }
  }

  /** Draws an image of three channels likewise; here light is light. */
  function drawColors(row: number, column: number): void {
    const left = places.index[column] * size;
    const share = places.share[column];
    const offset = FARTHEST * STEPS_PER_LOGIT + 0.5;
    const start = row * height * shown * width + column * width;
    const levels = [0, 0, 0];
    for (let pixel = 0; pixel < width * height; ++pixel) {
      for (let channel = 0; channel < 3; ++channel) {
        const i = left + 3 * pixel + channel;
        const grey = GREYS[(steps[i] + share * (steps[i + size] - steps[i]) + offset) | 0];
        levels[channel] = 255 - (grey & 0xff);
      }
      const to = start + Math.floor(pixel / width) * shown * width + (pixel % width);
      rgba[to] = colorWord(levels, 0);
    }
  }

  function drawImage(row: number, column: number): void {
    const left = places.index[column] * size;
    const share = places.share[column];
    const line = shown * width;
    const offset = FARTHEST * STEPS_PER_LOGIT + 0.5;
    let to = row * height * line + column * width;
    for (let i = left; i < left + size; to += line - width) {
      for (const end = i + width; i < end; ++i, ++to) {
        const step = steps[i];
        rgba[to] = GREYS[(step + share * (steps[i + size] - step) + offset) | 0];
      }
    }
  }

  const draw = channels === 3 ? drawColors : drawImage;
  return (logits) => {
    for (let row = 0; row < shown; ++row) {
      blendRows(logits, row);
      for (let column = 0; column < shown; ++column) draw(row, column);
    }
    return rgba;
  };
}

function placesOf(computed: number, shown: number): Places {
  const index = new Uint16Array(shown);
  const share = new Float32Array(shown);
  for (let i = 0; i < shown; ++i) {
    const place = (i * (computed - 1)) / (shown - 1);
    index[i] = Math.min(Math.floor(place), computed - 2);
    share[i] = place - index[i];
  }
  return {index, share};
}
