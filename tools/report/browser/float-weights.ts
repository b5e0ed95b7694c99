import {toFloat16} from "../../../src/formats/bytes.js";
import {kernelValues} from "../../../src/formats/layers.js";
import {decodeLayers} from "../../../src/formats/packed-file.js";

/**
 * Returns the bytes of a weights.bin, float16, with the values of 8-bit weights: what the loaders
 * of pages read, made of a file that takes a quarter of the room.
 *
 * @param bytes packed layers (see encodeLayers), not gzipped
 */
export function floatWeights(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const parts = decodeLayers(new Uint8Array(bytes).buffer).flatMap((layer) => [
    layer.kernel.type === "float16" ? layer.kernel.halves : toFloat16(kernelValues(layer)),
    layer.bias
  ]);
  const result = new Uint16Array(parts.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return new Uint8Array(result.buffer);
}
