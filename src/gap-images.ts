import {classNames} from "./class-names.js";
import type {ImageOption} from "./components/image-choice.js";
import {inkPixels} from "./components/ink-pixels.js";
import {loadEncoder} from "./encoder-loader.js";
import {loadExamples, type ExampleImage, type Examples} from "./example-images.js";
import {loadPosteriors, type PlaneModelId} from "./posterior-loader.js";
import type {PosteriorClient} from "./posterior-client.js";
import {manifest} from "./shipped-models.js";
import type {DiagonalGaussian} from "./vae/diagonal-gaussian.js";

/** A model with two latents, and the images whose posteriors are drawn. */
export interface GapModel {
  posteriors: PosteriorClient;
  images: ExampleImage[];
  /** The images to choose from, in the same order. */
  options: ImageOption[];
  source: Examples["source"];
  encode: (x: Float32Array) => DiagonalGaussian;
}

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
    source,
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
    encode(x) {
      const {mu, logVar} = encoder.encode(x, 1);
      return {mu: [...mu], logVar: [...logVar]};
    }
  };
}
