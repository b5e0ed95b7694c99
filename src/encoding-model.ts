import type {CodeCloud} from "./components/code-canvas.js";
import type {OfferedImage} from "./components/image-source.js";
import {loadEncoder} from "./encoder-loader.js";
import type {Decoder, Encoder} from "./engine/decoder.js";
import type {Examples} from "./example-images.js";
import {loadExamples} from "./example-images.js";
import type {Codes} from "./formats/codes.js";
import {classNames} from "./formats/dataset.js";
import type {ModelId} from "./shipped-models.js";
import {loadCodes, loadDecoder, manifest} from "./shipped-models.js";

/** A model as figures use it that encode images as well. */
export interface EncodingModel {
  encoder: Encoder;
  decoder: Decoder;
  /** The codes of the test set, and what its classes are called. */
  cloud: Codes & CodeCloud;
  /** One image of each class, and where they come from. */
  images: OfferedImage[];
  source: Examples["source"];
}

/** Returns a promise to a model with all that belongs to it. */
export async function encodingModel(id: ModelId): Promise<EncodingModel> {
  const {dataset} = await manifest(id);
  const classes = classNames[dataset];
  const [encoder, decoder, codes, {images, source}] = await Promise.all([
    loadEncoder(id),
    loadDecoder(id),
    loadCodes(id),
    loadExamples(dataset)
  ]);
  const oneOfEach = images.filter(({kinds}) => kinds.includes("class"));
  const named = oneOfEach.map(({index, label, x}) => ({
    name: `${classes[label]}, image ${index} of the test set`,
    x
  }));
  return {encoder, decoder, cloud: {...codes, classes}, images: named, source};
}
