import {decoderLayers, encoderLayers, type DenseLayer} from "./architecture.js";
import type {Manifest} from "./manifest.js";

/** Returns the layers of a model’s decoder in order; the last gives the logits of the pixels. */
export function manifestDecoderLayers({
  image,
  latentSize,
  decoder
}: Pick<Manifest, "image" | "latentSize" | "decoder">): DenseLayer[] {
  const inputSize = image.width * image.height;
  return decoderLayers({inputSize, latentSize, decoderHidden: decoder.hidden});
}

/** Returns the layers of a model’s encoder in order; the last two, mu and logVar, read the same. */
export function manifestEncoderLayers({
  image,
  latentSize,
  encoder
}: Pick<Manifest, "image" | "latentSize" | "encoder">): DenseLayer[] {
  const inputSize = image.width * image.height;
  return encoderLayers({inputSize, latentSize, encoderHidden: encoder.hidden});
}

/**
 * Checks that layers are those that a manifest says, whatever their weights.
 *
 * @param name what they are, for the error
 * @throws Error naming both lists, unless they are the same
 */
export function checkSameLayers(
  name: string,
  layers: readonly Omit<DenseLayer, "name">[],
  expected: readonly DenseLayer[]
): void {
  const [found, wanted] = [layers, expected].map((list) =>
    list.map(({inputs, units, activation}) => `${inputs}–${units} ${activation}`).join(", ")
  );
  if (found !== wanted) throw new Error(`invalid ${name}: ${found}, expected ${wanted}`);
}
