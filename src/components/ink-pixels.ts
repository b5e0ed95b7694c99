/** Returns 8-bit pixels, 0 paper … 255 ink, of ink in [0, 1]. */
export function inkPixels(x: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(x, (ink) => 255 * ink);
}
