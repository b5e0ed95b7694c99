import type {FloatLayer} from "./math/float-layers.js";
import type {DiagonalGaussian, Draws} from "./math/gradients.js";

/** What a page asks of the worker that goes through the decoder: first of all, to get it. */
export type GradientRequest =
  | {type: "decoder"; layers: FloatLayer[]}
  | {
      type: "draws";
      /** What tells apart the answers. */
      id: number;
      /** The image, of which the log-likelihood is f. */
      x: Float32Array;
      q: DiagonalGaussian;
      epsilon: Float64Array;
    };

/** The draws of one request. */
export interface DrawsAnswer {
  id: number;
  draws: Draws;
}
