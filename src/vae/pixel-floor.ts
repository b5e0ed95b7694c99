import {fullInk, type Images} from "./minibatch.js";

/**
 * Returns the mean over images of Σᵢ H(xᵢ), in nats per image, with H(x) = −x log x − (1 − x)
 * log(1 − x): the least that a reconstruction costs. For a pixel x the log-likelihood
 * x log y + (1 − x) log(1 − y) is greatest at y = x, where it is −H(x); that is 0 only if the pixel
 * is black or white.
 */
export function pixelFloor({pixels, count}: Images): number {
  const ink = fullInk(pixels);
  let sum = 0;
  if (ink === 1) for (const x of pixels) sum += entropy(x);
  else {
    // Of 8-bit pixels there are 256 kinds, and a logarithm for each pixel would take a second.
    const kinds = new Float64Array(ink + 1);
    for (const pixel of pixels) kinds[pixel] += 1;
    kinds.forEach((number, pixel) => (sum += number * entropy(pixel / ink)));
  }
  return sum / count;
}

/** Returns the entropy of a coin that falls on 1 with probability x, in nats. */
function entropy(x: number): number {
  return x <= 0 || x >= 1 ? 0 : -x * Math.log(x) - (1 - x) * Math.log1p(-x);
}
