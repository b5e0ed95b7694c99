/**
 * The size of an image. Its numbers are row-major, the channels of a pixel side by side:
 * [height, width, channels].
 */
export interface ImageSize {
  /** The image width, in pixels. */
  width: number;
  /** The image height, in pixels. */
  height: number;
  /**
   * The numbers of a pixel: 1, its ink, from paper to ink; or 3, its red, green and blue, from dark
   * to light. Without it 1.
   */
  channels?: Channels;
}

/** The numbers of a pixel: one of ink, or red, green and blue. */
export type Channels = 1 | 3;

/** Returns how many numbers an image has: those of a decoder’s outputs, h·w or h·w·3. */
export function imageValues({width, height, channels = 1}: ImageSize): number {
  return width * height * channels;
}

/** Returns the size that some images have, and nothing else of them; without channels where it is 1. */
export function imageSizeOf({width, height, channels}: ImageSize): ImageSize {
  return channels === 3 ? {width, height, channels} : {width, height};
}

/** Returns the size in words: “28 × 28”, “32 × 32 in color”. */
export function sizeInWords({width, height, channels}: ImageSize): string {
  return `${width} × ${height}${channels === 3 ? " in color" : ""}`;
}
