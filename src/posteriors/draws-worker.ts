import {answerQuestions, handedOver} from "../async/worker.js";
import type {FloatLayer} from "../math/float-layers.js";
import type {LocationScale, Draws} from "../math/gradients.js";
import {drawsOf, imageTarget} from "../math/gradients.js";

/** What the worker that goes through a decoder answers: first of all, it gets it. */
export interface DrawsSession {
  /** The layers of the decoder that the next draws go through. */
  open(decoder: {layers: FloatLayer[]}): void;
  /** Gives log p(x|z) of an image, which is f, and its gradient at draws of a q. */
  draws(request: {x: Float32Array; q: LocationScale; epsilon: Float64Array}): Draws;
}

let layers: FloatLayer[] = [];

// One draw takes the decoder forward and backward, most of a millisecond: too much for the page.
answerQuestions<DrawsSession>({
  open(decoder) {
    ({layers} = decoder);
  },
  draws({x, q, epsilon}) {
    const draws = drawsOf(imageTarget(layers, x), q, epsilon);
    const arrays = [draws.epsilon, draws.z, draws.f, draws.slope];
    return handedOver(
      draws,
      arrays.map(({buffer}) => buffer as ArrayBuffer)
    );
  }
});
