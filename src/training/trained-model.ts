import {
  joinLayers,
  manifestDecoderLayers,
  manifestEncoderLayers,
  unpackFloat16
} from "../formats/layers.js";
import type {NamedFile} from "../reading/file.js";
import type {BroughtModel} from "../reading/model.js";
import {zipDirectory} from "../reading/zip.js";
import type {OpenModel} from "./open-model-zip.js";

/** Returns whether a zip is one that a page makes of what it has trained. */
export function isModelZip(zip: NamedFile): boolean {
  const names = zipDirectory(zip).map(({name}) => name);
  return ["manifest.json", "codes.bin"].every((name) => names.includes(name));
}

/** Returns the model of such a zip as one that the visitor brought, with the weights of its numbers. */
export function trainedModel(
  {manifest, decoderWeights, encoderWeights, codes}: OpenModel,
  zip: NamedFile
): BroughtModel {
  const {id, image, latentSize, dataset} = manifest;
  const layers = unpackFloat16(manifestEncoderLayers(manifest), encoderWeights);
  const [mu, logVar] = layers.slice(-2);
  const model = {
    name: zip.name,
    latentSize,
    image: {width: image.width, height: image.height},
    decoder: unpackFloat16(manifestDecoderLayers(manifest), decoderWeights),
    encoder: [...layers.slice(0, -2), joinLayers(mu, logVar)]
  };
  return {title: id, network: {type: "packed", model}, codes, dataset};
}
