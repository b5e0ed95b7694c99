import type {Channels} from "../formats/image-size.js";
import type {ImageLayout} from "./image-layout.js";

/** How much red, green and blue count in grey: ITU-R BT.601, as most programs have it. */
const luminance = [0.299, 0.587, 0.114];

/** Returns the grey of a color, its luminance; equal channels give exactly their own value. */
export function greyOf(red: number, green: number, blue: number): number {
  if (red === green && red === blue) return red;
  return luminance[0] * red + luminance[1] * green + luminance[2] * blue;
}

/** Pixels of images that may be transparent: 8 bits, or real numbers in [0, 1]. */
export interface ChannelPixels {
  /** One number a pixel, or its red, green and blue side by side. */
  pixels: Uint8Array | Float32Array;
  channels: Channels;
  /** How much of the ground each pixel covers, likewise; without it all are opaque. */
  alpha?: Uint8Array | Float32Array;
}

/** What is said of colors that were turned to grey. */
export const COLOR_NOTE = "Colors are turned to grey by luminance (0.299 R + 0.587 G + 0.114 B).";

/** Returns where the channels of pixel i lie: its first one, and how far apart they are. */
function placesOf({width, height, channels, channelsFirst}: ImageLayout) {
  const size = width * height;
  const [step, apart] = channelsFirst ? [1, size] : [channels, channels === 1 ? 0 : 1];
  const start = (i: number) => Math.floor(i / size) * size * channels + (i % size) * step;
  return {start, apart};
}

/** Returns whether any pixel has unequal channels: 1 is grey, 3 are red, green and blue, 4 have alpha too. */
export function hasColor(pixels: Uint8Array | Float32Array, layout: ImageLayout): boolean {
  const {count, width, height, channels} = layout;
  if (channels === 1) return false;
  const {start, apart} = placesOf(layout);
  for (let i = 0; i < count * width * height; ++i) {
    const at = start(i);
    if (pixels[at] !== pixels[at + apart] || pixels[at] !== pixels[at + 2 * apart]) return true;
  }
  return false;
}

/** Returns the pixels of some layout with one channel, the luminance of colors, or with three, last. */
export function pixelsInChannels(
  pixels: Uint8Array | Float32Array,
  layout: ImageLayout,
  wanted: Channels
): ChannelPixels {
  const {count, width, height, channels, channelsFirst} = layout;
  if (channels === wanted && (wanted === 1 || !channelsFirst)) return {pixels, channels: wanted};
  const size = width * height;
  const isBytes = pixels instanceof Uint8Array;
  const full = isBytes ? 255 : 1;
  const make = (length: number) => (isBytes ? new Uint8Array(length) : new Float32Array(length));
  const out = make(count * size * wanted);
  const alpha = channels === 4 ? make(count * size) : undefined;
  const {start, apart} = placesOf(layout);
  let isClear = false;
  for (let i = 0; i < count * size; ++i) {
    const at = start(i);
    const [red, green, blue] = [pixels[at], pixels[at + apart], pixels[at + 2 * apart]];
    if (wanted === 3) {
      out[3 * i] = red;
      out[3 * i + 1] = green;
      out[3 * i + 2] = blue;
    } else {
      const value = greyOf(red, green, blue);
      out[i] = isBytes ? Math.round(value) : value;
    }
    if (alpha === undefined) continue;
    alpha[i] = pixels[at + 3 * apart];
    isClear ||= alpha[i] < full;
  }
  return {pixels: out, channels: wanted, ...(isClear ? {alpha} : {})};
}

/**
 * Lays images on a ground, in place, where they are transparent, all on the same: dark paint on white,
 * light paint on black. In grey this is paper, and paint is ink, whether it is dark or light.
 *
 * @param size the pixels of an image; those that are opaque have no say in what the paint is
 * @returns what there is to say of it
 */
export function layOnPaper({pixels, channels, alpha}: ChannelPixels, size: number): string[] {
  if (alpha === undefined) return [];
  const full = pixels instanceof Uint8Array ? 255 : 1;
  let [paint, cover] = [0, 0];
  for (let start = 0; start < alpha.length; start += size) {
    if (alpha.subarray(start, start + size).every((value) => value === full)) continue;
    for (let i = start * channels; i < (start + size) * channels; ++i) {
      const covered = alpha[Math.floor(i / channels)];
      paint += covered * pixels[i];
      cover += covered;
    }
  }
  const isDark = cover > 0 && paint / cover < full / 2;
  for (let i = 0; i < pixels.length; ++i) {
    const covered = alpha[Math.floor(i / channels)];
    const isInk = channels === 1 && isDark;
    const ground = channels === 3 && isDark ? full - covered : 0;
    const value = (covered * (isInk ? full - pixels[i] : pixels[i])) / full + ground;
    pixels[i] = full === 255 ? Math.round(value) : value;
  }
  const [paper, ink] = isDark ? ["white", "dark"] : ["black", "light"];
  if (channels === 3) return [`Transparent images are laid on ${paper}.`];
  return [`Transparent images are laid on ${paper} paper: what is ${ink} is ink.`];
}
