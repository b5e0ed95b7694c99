import type {ImageOption} from "../../components/image-choice.js";
import {inkPixels} from "../../components/picture.js";
import {classNames} from "../../formats/dataset.js";
import type {Channels, ImageSize} from "../../formats/image-size.js";
import {imageValues, sizeInWords} from "../../formats/image-size.js";
import type {DatasetId} from "../../formats/images.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {priorSamples} from "../../math/random.js";
import type {Subject} from "../../own/subject.js";
import type {PosteriorClient} from "../../posteriors/client.js";
import {posteriorsOf} from "../../posteriors/client.js";
import {COLOR_NOTE, greyOf} from "../../reading/channels.js";
import type {ExampleImage, Examples} from "../../shipped/examples.js";
import {loadExamples} from "../../shipped/examples.js";
import type {OwnGapImages} from "./own-images.js";

/** The draws from the prior that are decoded where there is no image of the right size. */
const DRAWS = 10;
const SEED = 1;

/**
 * Returns a promise to the posteriors of a model; of one of the reader’s own a worker computes them
 * until the cell that asked for them runs again.
 *
 * @param say is told how many images TensorFlow.js has decoded; nothing at first
 */
export function gapPosteriors(
  subject: Subject,
  invalidation: Promise<unknown>,
  say: (text: string) => void
): Promise<PosteriorClient> {
  say("");
  const onDecoded = (count: number) => {
    const images = count.toLocaleString("en-US");
    say(`TensorFlow.js has decoded ${images} images for the lattices and sums of this figure.`);
  };
  return posteriorsOf(subject, {until: invalidation, onDecoded});
}

/** A model with two latents, and the images whose posteriors are drawn. */
interface GapModel {
  images: Pick<ExampleImage, "x" | "kinds">[];
  /** The pixels in a row. */
  columns: number;
  /** The numbers of a pixel; defaults to 1. */
  channels?: Channels;
  /** The images to choose from, in the same order. */
  options: ImageOption[];
  /** What the images are, in sentences. */
  note: string;
  /** Returns the encoder’s q of an image; undefined where there is no encoder. */
  encode: (x: Float32Array) => Promise<DiagonalGaussian | undefined>;
}

/** What the figure has beside the model. */
interface GapParts {
  /** The reader’s images, if there are any; they are for the reader’s own models. */
  images: OwnGapImages | null;
  /** Is told if they have another size than the model’s; others take their place. */
  complain: (error: Error) => void;
}

/** Returns a promise to a model for the figure of the gap, with images to choose from. */
export async function gapModelOf(
  subject: Subject,
  {images, complain}: GapParts
): Promise<GapModel> {
  const {title, isShipped} = subject;
  const [facts, encoder] = await Promise.all([subject.facts(), subject.encoder()]);
  const {width, channels, dataset} = facts;
  const theirs = isShipped || images === null ? null : inChannelsOf(facts, images);
  const isFitting = theirs !== null && sizeInWords(theirs) === sizeInWords(facts);
  if (theirs !== null && !isFitting) {
    const expected = `${sizeInWords(facts)}, as ${title} gives`;
    complain(new Error(`invalid images: ${sizeInWords(theirs)}, expected ${expected}`));
  }
  let offered: Offered;
  if (isFitting) offered = ofOptions(theirs);
  else if (sizeInWords(facts) !== sizeInWords(EXAMPLES)) offered = await drawnFromPrior(subject);
  else offered = await examplesOf(dataset, isShipped);
  const lack =
    encoder === undefined
      ? ` ${title} came without an encoder: the best diagonal q takes the place of the encoder’s.`
      : "";
  return {
    images: offered.images,
    columns: width,
    channels,
    options: offered.options.map((option) => ({...option, columns: width, channels})),
    note: `${offered.note}${lack}`,
    async encode(x) {
      // Between two models an image may still be that of the one before.
      if (encoder === undefined || x.length !== imageValues(facts)) return undefined;
      const {mu, logVar} = await encoder.encode(x, 1);
      return {mu: [...mu], logVar: [...logVar]};
    }
  };
}

/** The size of the site’s own images. */
const EXAMPLES = {width: 28, height: 28};

/** Returns images of colors in grey where a model knows grey alone. */
function inChannelsOf({channels}: ImageSize, images: OwnGapImages): OwnGapImages {
  if (channels === 3 || images.channels !== 3) return images;
  const {width, height, options, note} = images;
  const grey = (pixels: Uint8ClampedArray) =>
    new Uint8ClampedArray(pixels.length / 3).map((_, i) =>
      greyOf(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2])
    );
  const greys = options.map((option) => ({...option, pixels: grey(option.pixels)}));
  return {width, height, options: greys, note: `${note} ${COLOR_NOTE}`};
}

/** Images to choose from. */
type Offered = Pick<GapModel, "images" | "options" | "note">;

function ofOptions({options, note}: Pick<OwnGapImages, "options" | "note">): Offered {
  const images = options.map(({pixels}) => ({
    x: Float32Array.from(pixels, (p) => p / 255),
    kinds: []
  }));
  return {images, options, note};
}

async function drawnFromPrior(subject: Subject): Promise<Offered> {
  const pixels = await (await subject.decoder()).decode(priorSamples(SEED, DRAWS, 2), DRAWS);
  const size = pixels.length / DRAWS;
  const options = Array.from({length: DRAWS}, (_, i) => ({
    name: `draw ${i + 1} from the prior, decoded by ${subject.title}`,
    pixels: pixels.subarray(i * size, (i + 1) * size)
  }));
  const note = `The images are what ${subject.title} makes of ${DRAWS} draws from the prior.`;
  return ofOptions({options, note});
}

/**
 * Returns a promise to the site’s examples of a data set, or of all where it is none of the site’s.
 *
 * @param withHardCases which are hard for the site’s own models
 */
async function examplesOf(dataset: string | undefined, withHardCases: boolean): Promise<Offered> {
  const all = Object.keys(classNames) as DatasetId[];
  const known = all.filter((id) => id === dataset);
  const sets = await Promise.all(
    (known.length > 0 ? known : all).map(async (id) => ({id, ...(await loadExamples(id))}))
  );
  const images = sets.flatMap(({id, images: ofSet}) =>
    ofSet
      .filter(({kinds}) => withHardCases || kinds.includes("class"))
      .map((image) => ({...image, name: `${classNames[id][image.label]}, image ${image.index}`}))
  );
  const isTest = sets.some(({source}) => source === "test images");
  return {
    images,
    options: images.map(({name, x, kinds}) => {
      const hard = kinds.filter((kind) => withHardCases && kind !== "class").join(", ");
      const whole = `${name} of the test set`;
      return {
        name: hard === "" ? whole : `${whole}: ${hard}`,
        pixels: inkPixels(x),
        caption: hard === "" ? undefined : hard
      };
    }),
    note: (withHardCases ? notesOnHardCases : notes)[
      isTest ? "test images" : "decodings of recorded codes"
    ]
  };
}

const notesOnHardCases: Record<Examples["source"], string> = {
  "test images":
    "The images are test images: one of each class, and hard cases that a program has found in the whole test set.",
  "decodings of recorded codes":
    "This site was built without the data sets: the images are what the decoder makes of the codes of test images, one of each class, and hard cases among them."
};

const notes: Record<Examples["source"], string> = {
  "test images": "The images are test images, one of each class.",
  "decodings of recorded codes":
    "The images are decodings by the site’s own models of codes of test images, one of each class."
};
