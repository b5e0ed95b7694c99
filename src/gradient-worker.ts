import type {DrawsAnswer, GradientRequest} from "./gradient-messages.js";
import type {FloatLayer} from "./math/float-layers.js";
import {drawsOf, imageTarget} from "./math/gradients.js";

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
