import type {DiagonalGaussian} from "./math/diagonal-gaussian.js";
import type {PosteriorClient} from "./posteriors/client.js";

/** An image whose posterior is to be drawn. */
export interface OpenedImage {
  client: PosteriorClient;
  /** Its pixels, each in [0, 1], so many in a row. */
  x: Float32Array;
  columns: number;
  /** The encoder’s q of it; without an encoder the best diagonal q takes its place. */
  encoderQ?: DiagonalGaussian;
}
