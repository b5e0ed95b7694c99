import {openNetwork} from "../engine/open-network.js";
import {fromFloat16} from "../formats/bytes.js";
import type {PackedLayer} from "../formats/layers.js";
import type {Manifest} from "../formats/manifest.js";

/** Differences up to this are not seen. */
const SMALL = 4;

/**
 * Returns by how much pixels decoded from rounded weights differ from those of the exact ones.
 *
 * @param z latent points, row-major [n, latentSize]
 * @param kernel the decoding kernel; without it the plain loop decodes, which takes longer
 */
export async function roundingDifference(
  exact: readonly PackedLayer[],
  rounded: readonly PackedLayer[],
  z: Float32Array,
  kernel?: WebAssembly.Module
): Promise<Manifest["rounding"]> {
  const count = z.length / exact[0].inputs;
  const [a, b] = await Promise.all(
    [exact, rounded].map(async (layers) => {
      const {network} = await openNetwork({layers: [...layers], kernel}, fromFloat16);
      return network.pixels(z, count);
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
