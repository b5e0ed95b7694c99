/** Returns 8-bit pixels, round(255·sigmoid(logit)): 0 is paper, 255 is ink. */
export function toPixels(logits: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  // A clamped array rounds; exp overflows to infinity at worst, which makes a pixel 0.
  return Uint8ClampedArray.from(
    {length: logits.length},
    (_, i) => 255 / (1 + Math.exp(-logits[i]))
  );
}
