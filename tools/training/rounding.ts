import type {PackedLayer} from "../../src/vae/packed-layers.js";
import type {Manifest} from "../../src/vae/manifest.js";
import type {DecodingKernel} from "../../src/engine/decoding-kernel.js";
import {instantiateKernel} from "../../src/engine/kernel-memory.js";
import {createKernelNetwork} from "../../src/engine/kernel-network.js";
import {compileKernel} from "../compile-kernel.js";

/** Differences up to this are not seen. */
const SMALL = 4;

/**
 * Returns by how much pixels decoded from rounded weights differ from those of the exact ones.
 *
 * @param z latent points, row-major [n, latentSize]
 */
export async function roundingDifference(
  exact: readonly PackedLayer[],
  rounded: readonly PackedLayer[],
  z: Float32Array
): Promise<Manifest["rounding"]> {
  const module = await WebAssembly.compile(await compileKernel("decoding"));
  const count = z.length / exact[0].inputs;
  const [a, b] = await Promise.all(
    [exact, rounded].map(async (layers) => {
      const kernel = await instantiateKernel<DecodingKernel>(module);
      return createKernelNetwork(kernel, layers).pixels(z, count);
    })
  );
  let [sum, largest, small] = [0, 0, 0];
  for (let i = 0; i < a.length; ++i) {
    const difference = Math.abs(a[i] - b[i]);
    sum += difference;
    if (difference > largest) largest = difference;
    if (difference <= SMALL) ++small;
  }
  const decimals = (value: number, power: number) => Math.round(value * power) / power;
  return {
    meanDifference: decimals(sum / a.length, 1e4),
    largestDifference: largest,
    within4: decimals(small / a.length, 1e6)
  };
}
