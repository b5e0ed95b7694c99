import {once} from "../../async/once.js";
import {playNames} from "../../cells/play-names.js";
import type {DiagonalGaussian} from "../../math/diagonal-gaussian.js";
import {imageLikelihoods} from "../../math/likelihood.js";
import {loadExamples} from "../../shipped/examples.js";
import type {PointLikelihood} from "./bound.js";

/** Images of every class, and how likely the model makes them. */
export interface ExerciseImages {
  images: {label: number; x: Float32Array<ArrayBuffer>; q: DiagonalGaussian}[];
  /** Returns log p(x|z) of an image at one place, in nats. */
  logLikelihood: PointLikelihood;
}

/** Returns a promise to one image of each class of MNIST, with the q of the encoder of mnist-2d. */
export const loadExerciseImages = once(async (): Promise<ExerciseImages> => {
  const [{images}, {decoder}, encode] = await Promise.all([
    loadExamples("mnist"),
    playNames.model(),
    playNames.encode()
  ]);
  const oneOfEach = images.filter(({kinds}) => kinds.includes("class"));
  return {
    images: oneOfEach.map(({label, x}) => ({label, x, q: encode(x)})),
    logLikelihood: (x, z) =>
      imageLikelihoods(Float32Array.from(x), decoder.logits(Float32Array.from(z), 1))[0]!
  };
});
