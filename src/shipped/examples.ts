import type {File} from "observablehq:stdlib";
import {FileAttachment} from "observablehq:stdlib";
import {onceEach} from "../async/once.js";
import type {ImageOption, OfferedImage} from "../components/image-choice.js";
import {inkPixels} from "../components/picture.js";
import type {FaintCodes} from "../components/posterior-plane.js";
import type {Decoder, Encoder} from "../engine/decoder.js";
import {fromBase64} from "../formats/bytes.js";
import type {Codes} from "../formats/codes.js";
import {classNames} from "../formats/dataset.js";
import type {DatasetId} from "../formats/images.js";
import type {DiagonalGaussian} from "../math/diagonal-gaussian.js";
import type {ModelId} from "./model-ids.js";
import {siteJson} from "./site-file.js";
import {loadCodes, loadDecoder, loadEncoder, manifest} from "./models.js";

/** An image x that figures start from. */
export interface ExampleImage {
  /** Its place in the test set, from 0. */
  index: number;
  /** Its class. */
  label: number;
  /** Its pixels, row-major, each in [0, 1]; 1 is ink. */
  x: Float32Array<ArrayBuffer>;
  /** What the encoder of the model of two latents says of x. */
  q: DiagonalGaussian;
  /** What it is an example of: “class” for one of each class, else a kind of hard case. */
  kinds: string[];
}

/** The images x that figures start from, and what they are. */
export interface Examples {
  /** “decodings of recorded codes” where the build had no data: the page is to say so. */
  source: "test images" | "decodings of recorded codes";
  images: ExampleImage[];
}

/** What the loader writes: pixels as base64, a byte each. */
interface Recorded {
  source: Examples["source"];
  images: (Omit<ExampleImage, "x"> & {pixels: string})[];
}

const files: Record<DatasetId, () => File> = {
  mnist: () => FileAttachment("../data/examples/mnist.json"),
  "fashion-mnist": () => FileAttachment("../data/examples/fashion-mnist.json")
};

/** Returns a promise to the example images of a data set, the same one each time. */
export const loadExamples = onceEach(async (dataset: DatasetId): Promise<Examples> => {
  const {source, images} = (await siteJson(files[dataset]())) as Recorded;
  return {source, images: images.map(({pixels, ...image}) => ({...image, x: inkOf(pixels)}))};
});

/** Returns the numbers in [0, 1] that bytes stand for. */
function inkOf(base64: string): Float32Array<ArrayBuffer> {
  return Float32Array.from(fromBase64(base64), (byte) => byte / 255);
}

/** A model as figures use it that encode images as well. */
export interface EncodingModel {
  encoder: Encoder;
  decoder: Decoder;
  /** The codes of the test set, and what its classes are called. */
  cloud: Codes & FaintCodes;
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

/** The kinds of posterior to choose from, the first image of each; not every build has all. */
const hardKinds = ["most correlated", "two modes", "widest gap"] as const;
/** The class of the image whose posterior stands for most: a clear seven. */
const TYPICAL = 7;

/** An image, by what its posterior is like. */
interface PosteriorCase extends ExampleImage {
  kind: "typical" | (typeof hardKinds)[number];
}

/** Images whose posteriors differ, and how they are offered, in the same order. */
export interface PosteriorCases {
  cases: PosteriorCase[];
  options: ImageOption[];
}

/**
 * Returns a typical image and one of each kind of hard case that there is.
 *
 * @param classes what the classes are called; by default they are digits
 */
export function posteriorCases({images}: Examples, classes?: readonly string[]): PosteriorCases {
  const typical = images.find((one) => one.kinds.includes("class") && one.label === TYPICAL)!;
  const cases: PosteriorCase[] = [{...typical, kind: "typical"}];
  for (const kind of hardKinds) {
    const found = images.find((one) => one.kinds.includes(kind));
    if (found !== undefined) cases.push({...found, kind});
  }
  const options = cases.map(({kind, label, index, x}) => ({
    name: `${classes?.[label] ?? `a ${label}`}, image ${index} of the test set: ${kind}`,
    pixels: inkPixels(x),
    caption: kind
  }));
  return {cases, options};
}
