import type {ImageLayout} from "./image-layout.js";

/** How much red, green and blue count in grey: ITU-R BT.601, as most programs have it. */
const luminance = [0.299, 0.587, 0.114];

/** Returns the grey of a colour, its luminance; equal channels give exactly their own value. */
export function greyOf(red: number, green: number, blue: number): number {
  if (red === green && red === blue) return red;
  return luminance[0] * red + luminance[1] * green + luminance[2] * blue;
}

/** Pixels of images that may be transparent: 8 bits, or real numbers in [0, 1]. */
export interface GreyPixels {
  /** One number a pixel. */
  grey: Uint8Array | Float32Array;
  /** How much of the ground each pixel covers, likewise; without it all are opaque. */
  alpha?: Uint8Array | Float32Array;
  /** Whether any pixel is coloured. */
  isColor: boolean;
}

/** What is said of colours that were turned to grey. */
export const COLOR_NOTE = "Colours are turned to grey by luminance (0.299 R + 0.587 G + 0.114 B).";

/** Returns the grey of channels: 1 is grey, 3 are red, green and blue, 4 have alpha too. */
export function greyOfChannels(
  pixels: Uint8Array | Float32Array,
  {count, width, height, channels, channelsFirst}: ImageLayout
): GreyPixels {
  if (channels === 1) return {grey: pixels, isColor: false};
  const size = width * height;
  const isBytes = pixels instanceof Uint8Array;
  const full = isBytes ? 255 : 1;
  const make = () => (isBytes ? new Uint8Array(count * size) : new Float32Array(count * size));
  const grey = make();
  const alpha = channels === 4 ? make() : undefined;
  const [step, apart] = channelsFirst ? [1, size] : [channels, 1];
  let [isColor, isClear] = [false, false];
  for (let i = 0; i < count * size; ++i) {
    const at = Math.floor(i / size) * size * channels + (i % size) * step;
    const [red, green, blue] = [pixels[at], pixels[at + apart], pixels[at + 2 * apart]];
    isColor ||= red !== green || red !== blue;
    const value = greyOf(red, green, blue);
    grey[i] = isBytes ? Math.round(value) : value;
    if (alpha === undefined) continue;
    alpha[i] = pixels[at + 3 * apart];
    isClear ||= alpha[i] < full;
  }
  return {grey, isColor, ...(isClear ? {alpha} : {})};
}

/**
 * Lays images on paper, in place, where they are transparent: dark paint on white paper, whose ink is
 * what is dark, and light paint on black paper, whose ink is what is light. All lie on the same.
 *
 * @param size the pixels of an image; those that are opaque have no say in what the paint is
 * @returns what there is to say of it
 */
export function layOnPaper({grey, alpha}: GreyPixels, size: number): string[] {
  if (alpha === undefined) return [];
  const full = grey instanceof Uint8Array ? 255 : 1;
  let [paint, cover] = [0, 0];
  for (let start = 0; start < grey.length; start += size) {
    if (alpha.subarray(start, start + size).every((value) => value === full)) continue;
    for (let i = start; i < start + size; ++i) {
      paint += alpha[i] * grey[i];
      cover += alpha[i];
    }
  }
  const isDark = cover > 0 && paint / cover < full / 2;
  for (let i = 0; i < grey.length; ++i) {
    const value = (alpha[i] * (isDark ? full - grey[i] : grey[i])) / full;
    grey[i] = full === 255 ? Math.round(value) : value;
  }
  const [paper, ink] = isDark ? ["white", "dark"] : ["black", "light"];
  return [`Transparent images are laid on ${paper} paper: what is ${ink} is ink.`];
}
