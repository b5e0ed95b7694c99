import type {DiagonalGaussian} from "../../src/math/diagonal-gaussian.js";

/** Images of one model, and what its encoder says of them. */
export interface CodedImages {
  /** How many there are: one for each place in the test set. */
  count: number;
  /** Returns the pixels of the i-th of them, in [0, 1]. */
  x: (i: number) => Float32Array<ArrayBuffer>;
  /** Returns the encoder's q of the i-th of them. */
  q: (i: number) => DiagonalGaussian;
}
