import type {ImageOption} from "../../components/image-choice.js";
import {inkPixels} from "../../components/picture.js";
import {classNames} from "../../formats/dataset.js";
import type {DatasetId} from "../../formats/images.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {priorSamples} from "../../math/random.js";
import type {RunningModel} from "../../own/input.js";
import type {PlaneSubject} from "../../own/subject.js";
import type {PosteriorClient} from "../../posteriors/client.js";
import {startPosteriors} from "../../posteriors/client.js";
import {loadPosteriors} from "../../posteriors/shipped.js";
import type {ExampleImage, Examples} from "../../shipped/examples.js";
import {loadExamples} from "../../shipped/examples.js";
import type {PlaneModelId} from "../../shipped/model-ids.js";
import {loadEncoder, manifest, wasmPaths} from "../../shipped/models.js";
import type {OwnGapImages} from "./own-images.js";

/** The draws from the prior that are decoded where there is no image of the right size. */
const DRAWS = 10;
const SEED = 1;

/**
 * Returns the posteriors of a model of the reader’s own, which a worker computes until the cell that
 * asked for them runs again; undefined for a model that the site ships.
 *
 * @param say is told how many images TensorFlow.js has decoded; nothing at first
 */
export function posteriorsOf(
  subject: PlaneSubject,
  invalidation: Promise<unknown>,
  say: (text: string) => void
): PosteriorClient | undefined {
  say("");
  if (typeof subject === "string") return undefined;
  const {network, model} = subject;
  const opening =
    network.type === "packed" ? model.decoder.portable! : {network, paths: wasmPaths()};
  const client = startPosteriors(opening, {
    onDecoded(count) {
      const images = count.toLocaleString("en-US");
      say(`TensorFlow.js has decoded ${images} images for the lattices and sums of this figure.`);
    }
  });
  void invalidation.then(() => client.end());
  return client;
}

/** What the figure has for a model of the reader’s own. */
interface OwnGapParts {
  posteriors: PosteriorClient | undefined;
  /** The reader’s images, if there are any. */
  images: OwnGapImages | null;
  /** Is told if they have another size than the model’s; others take their place. */
  complain: (error: Error) => void;
}

/**
 * Returns a promise to a model for the figure of the gap. Of the reader’s own models the images are
 * the reader’s, or those of the site, or what the model itself makes of draws from the prior.
 */
export async function gapModelOf(subject: PlaneSubject, parts: OwnGapParts): Promise<GapModel> {
  return typeof subject === "string" ? gapModel(subject) : ownGapModel(subject, parts);
}

async function ownGapModel(
  own: RunningModel,
  {posteriors, images, complain}: OwnGapParts
): Promise<GapModel> {
  const {decoder, encoder} = own.model;
  const {width, height} = decoder;
  const isFitting = images?.width === width && images.height === height;
  if (images !== null && !isFitting) {
    const expected = `${width} × ${height}, as ${own.title} gives`;
    complain(new Error(`invalid images: ${images.width} × ${images.height}, expected ${expected}`));
  }
  const offered = images !== null && isFitting ? images : await imagesFor(own);
  const lack =
    encoder === undefined
      ? ` ${own.title} came without an encoder: the best diagonal q takes the place of the encoder’s.`
      : "";
  return {
    posteriors: posteriors!,
    images: offered.options.map(({pixels}) => ({
      x: Float32Array.from(pixels, (p) => p / 255),
      kinds: []
    })),
    columns: width,
    options: offered.options.map((option) => ({...option, columns: width})),
    note: `${offered.note}${lack}`,
    async encode(x) {
      // Between two models an image may still be that of the one before.
      if (encoder === undefined || x.length !== width * height) return undefined;
      const {mu, logVar} = await encoder.encode(x, 1);
      return {mu: [...mu], logVar: [...logVar]};
    }
  };
}

interface Offered {
  options: ImageOption[];
  note: string;
}

async function imagesFor(own: RunningModel): Promise<Offered> {
  const {decoder} = own.model;
  if (decoder.width !== 28 || decoder.height !== 28) return drawnFromPrior(own);
  const all = Object.keys(classNames) as DatasetId[];
  const known = all.filter((id) => id === own.dataset);
  const sets = await Promise.all((known.length > 0 ? known : all).map(examplesOf));
  const note = sets.some(({source}) => source === "test images")
    ? "The images are test images, one of each class."
    : "The images are decodings by the site’s own models of codes of test images, one of each class.";
  return {options: sets.flatMap(({options}) => options), note};
}

async function examplesOf(dataset: DatasetId) {
  const {images, source} = await loadExamples(dataset);
  const options = images
    .filter(({kinds}) => kinds.includes("class"))
    .map(({index, label, x}) => ({
      name: `${classNames[dataset][label]}, image ${index} of the test set`,
      pixels: inkPixels(x)
    }));
  return {options, source};
}

async function drawnFromPrior({title, model: {decoder}}: RunningModel): Promise<Offered> {
  const pixels = await decoder.decode(priorSamples(SEED, DRAWS, 2), DRAWS);
  const size = pixels.length / DRAWS;
  const options = Array.from({length: DRAWS}, (_, i) => ({
    name: `draw ${i + 1} from the prior, decoded by ${title}`,
    pixels: pixels.subarray(i * size, (i + 1) * size)
  }));
  return {options, note: `The images are what ${title} makes of ${DRAWS} draws from the prior.`};
}

/** A model with two latents, and the images whose posteriors are drawn. */
interface GapModel {
  posteriors: PosteriorClient;
  images: Pick<ExampleImage, "x" | "kinds">[];
  /** The pixels in a row. */
  columns: number;
  /** The images to choose from, in the same order. */
  options: ImageOption[];
  /** What the images are, in sentences. */
  note: string;
  /** Returns the encoder’s q of an image; undefined where there is no encoder. */
  encode: (x: Float32Array) => Promise<DiagonalGaussian | undefined>;
}

const notes: Record<Examples["source"], string> = {
  "test images":
    "The images are test images: one of each class, and hard cases that a program has found in the whole test set.",
  "decodings of recorded codes":
    "This site was built without the data sets: the images are what the decoder makes of the codes of test images, one of each class, and hard cases among them."
};

/** Returns a promise to a model with its images. */
async function gapModel(id: PlaneModelId): Promise<GapModel> {
  const {dataset} = await manifest(id);
  const [posteriors, encoder, {images, source}] = await Promise.all([
    loadPosteriors(id),
    loadEncoder(id),
    loadExamples(dataset)
  ]);
  return {
    posteriors,
    images,
    columns: 28,
    note: notes[source],
    options: images.map(({index, label, x, kinds}) => {
      const kind = kinds.filter((name) => name !== "class").join(", ");
      const name = `${classNames[dataset][label]}, image ${index} of the test set`;
      const isHard = kind !== "";
      return {
        name: isHard ? `${name}: ${kind}` : name,
        pixels: inkPixels(x),
        caption: isHard ? kind : undefined
      };
    }),
    async encode(x) {
      const {mu, logVar} = encoder.encode(x, 1);
      return {mu: [...mu], logVar: [...logVar]};
    }
  };
}
