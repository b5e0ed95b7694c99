import type {FloatLayer} from "../../math/float-layers.js";
import type {LocationScale, Draws} from "../../math/gradients.js";
import {drawsOf, imageTarget} from "../../math/gradients.js";

/** What a page asks of the worker that goes through the decoder: first of all, to get it. */
export type GradientRequest =
  | {type: "decoder"; layers: FloatLayer[]}
  | {
      type: "draws";
      /** What tells apart the answers. */
      id: number;
      /** The image, of which the log-likelihood is f. */
      x: Float32Array;
      q: LocationScale;
      epsilon: Float64Array;
    };

/** The draws of one request. */
export interface DrawsAnswer {
  id: number;
  draws: Draws;
}

let layers: FloatLayer[] = [];

// One draw takes the decoder forward and backward, most of a millisecond: too much for the page.
addEventListener("message", ({data}: MessageEvent<GradientRequest>) => {
  if (data.type === "decoder") {
    layers = data.layers;
    return;
  }
  const {id, x, q, epsilon} = data;
  const draws = drawsOf(imageTarget(layers, x), q, epsilon);
  const arrays = [draws.epsilon, draws.z, draws.f, draws.slope];
  const transfer = arrays.map(({buffer}) => buffer as ArrayBuffer);
  postMessage({id, draws} satisfies DrawsAnswer, {transfer});
});
