import {randomSource, standardNormals} from "./random.js";

/**
 * Returns draws of z from the prior N(0, I), row-major [count, latentSize]. With one seed, draw i
 * of a model of few latents is the beginning of draw i of a model of more.
 */
export function priorSamples(
  seed: number,
  count: number,
  latentSize: number
): Float32Array<ArrayBuffer> {
  const z = new Float32Array(count * latentSize);
  for (let i = 0; i < count; ++i) {
    z.set(standardNormals(randomSource(seed, i), latentSize), i * latentSize);
  }
  return z;
}
