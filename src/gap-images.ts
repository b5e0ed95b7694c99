import type {ImageOption} from "./components/image-choice.js";
import {inkPixels} from "./components/picture.js";
import {classNames} from "./formats/dataset.js";
import type {DiagonalGaussian} from "./math/diagonal-gaussian.js";
import type {PosteriorClient} from "./posteriors/client.js";
import {loadPosteriors} from "./posteriors/client.js";
import type {ExampleImage, Examples} from "./shipped/examples.js";
import {loadExamples} from "./shipped/examples.js";
import type {PlaneModelId} from "./shipped/models.js";
import {loadEncoder, manifest} from "./shipped/models.js";

/** A model with two latents, and the images whose posteriors are drawn. */
export interface GapModel {
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
export async function gapModel(id: PlaneModelId): Promise<GapModel> {
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
